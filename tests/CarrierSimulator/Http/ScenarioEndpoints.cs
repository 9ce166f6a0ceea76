using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yixun.CarrierSimulator.Scenarios;

namespace Yixun.CarrierSimulator.Http;

/// <summary>Scenarios: begin one, see how far they are, end one.</summary>
internal static class ScenarioEndpoints
{
    private const int MaxOctets = 1024 * 1024;

    public static void Map(RouteGroupBuilder api, CarrierSimulatorHost host)
    {
        var runs = host.Scenarios;
        api.MapGet("/scenarios", () => ApiJson.Answer(runs.All));
        api.MapPost("/scenarios", async (HttpRequest request) => await StartAsync(runs, request));
        api.MapGet("/scenarios/{id:int}", (int id) => ApiJson.Answer(Find(runs, id).Progress));
        api.MapDelete(
            "/scenarios/{id:int}",
            async (int id) =>
            {
                var run = Find(runs, id);
                await run.StopAsync();
                return ApiJson.Answer(run.Progress);
            }
        );
    }

    private static async Task<IResult> StartAsync(ScenarioRuns runs, HttpRequest request)
    {
        if (request.ContentLength is null or > MaxOctets)
        {
            throw ApiInput.Bad("scenario", "场景文件过大", "A scenario has a length, of at most 1 MiB.");
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var json = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        Scenario scenario;
        try
        {
            scenario = runs.Read(json);
        }
        catch (ScenarioFormatException exception)
        {
            throw ApiInput.Bad(
                "scenario",
                exception.Step is null
                    ? $"场景文件有误：{exception.Field ?? "格式"}"
                    : $"场景第 {exception.Step} 步有误：{exception.Field ?? "格式"}",
                exception.Message
            );
        }

        var run =
            runs.TryStart(scenario)
            ?? throw new SimulatorProblem(
                StatusCodes.Status409Conflict,
                "scenario.busy",
                "同时运行的场景太多",
                $"{ScenarioRuns.MaxRunning} scenarios are on their way."
            );
        return ApiJson.Answer(run.Progress, StatusCodes.Status202Accepted);
    }

    private static ScenarioRun Find(ScenarioRuns runs, int id) =>
        runs.Find(id) ?? throw ApiInput.Missing("scenario", "没有这个场景", "There is no such scenario.");
}
