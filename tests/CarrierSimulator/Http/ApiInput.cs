using Microsoft.AspNetCore.Http;
using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Http;

/// <summary>Values of requests; wrong ones throw <see cref="SimulatorProblem"/>.</summary>
internal static class ApiInput
{
    public static int Number(string? text, int usual, int least, int most) =>
        (int)Number(text, (long)usual, least, most);

    public static long Number(string? text, long usual, long least, long most) =>
        text is null ? usual
        : long.TryParse(text, out var number) && number >= least && number <= most ? number
        : throw Bad("number", "数字超出范围", $"A number is from {least} to {most}.");

    public static bool IsPhone(string? text) =>
        text is { Length: >= 1 and <= 21 } && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    public static void RequirePhones(string? from, string? to)
    {
        if (!IsPhone(from) || !IsPhone(to))
        {
            throw Bad("number", "号码应为 1 到 21 位数字", "Numbers have 1 to 21 digits.");
        }
    }

    public static IGateway Gateway(CarrierSimulatorHost host, string name) =>
        host.Servers.FirstOrDefault(gateway => gateway.Options.Name == name)
        ?? throw Missing("gateway", "没有这个网关", "There is no such gateway.");

    public static SimulatorProblem Bad(string code, string chinese, string english) =>
        new(StatusCodes.Status400BadRequest, code, chinese, english);

    public static SimulatorProblem Missing(string code, string chinese, string english) =>
        new(StatusCodes.Status404NotFound, code, chinese, english);
}
