using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator.Http;

/// <summary>What phones show, and what they write.</summary>
internal static class PhoneEndpoints
{
    public static void Map(RouteGroupBuilder api, CarrierSimulatorHost host)
    {
        api.MapGet(
            "/phones",
            (string? limit) => ApiJson.Answer(host.Phones.Latest(ApiInput.Number(limit, 50, 1, 1000)))
        );
        api.MapGet("/phones/{number}", (string number) => ApiJson.Answer(host.Phones.Of(number)));
        api.MapPost(
            "/phones/query",
            async (HttpRequest request) =>
                ApiJson.Answer(Query(host, await ApiJson.ReadAsync<PhonesRequest>(request)))
        );
        api.MapGet(
            "/messages",
            (string? after, string? limit) =>
                ApiJson.Answer(
                    host.Phones.After(
                        ApiInput.Number(after, 0, 0, long.MaxValue),
                        ApiInput.Number(limit, 100, 1, 10_000)
                    )
                )
        );
        api.MapDelete(
            "/messages",
            () =>
            {
                host.Clear();
                return Results.NoContent();
            }
        );
        api.MapGet(
            "/witness",
            () =>
                ApiJson.Answer(
                    host.WitnessTotals
                        ?? throw ApiInput.Missing("witness.off", "未开启见证模式", "The witness is off.")
                )
        );
        api.MapPost(
            "/replies",
            async (HttpRequest request) => Reply(host, await ApiJson.ReadAsync<ReplyRequest>(request))
        );
    }

    /// <summary>What many phones show, in the order of the numbers; phones without messages add nothing.</summary>
    private static List<PhoneMessage> Query(CarrierSimulatorHost host, PhonesRequest request) =>
        request.Numbers is { Count: >= 1 and <= 10_000 } numbers && numbers.All(ApiInput.IsPhone)
            ? [.. numbers.SelectMany(host.Phones.Of)]
            : throw ApiInput.Bad("number", "需要 1 到 10000 个号码", "1 to 10,000 numbers are needed.");

    private static IResult Reply(CarrierSimulatorHost host, ReplyRequest reply)
    {
        ApiInput.RequirePhones(reply.From, reply.To);
        if (reply.Text is not { Length: >= 1 and <= 1000 })
        {
            throw ApiInput.Bad("text", "内容应为 1 到 1000 个字符", "The text has 1 to 1,000 characters.");
        }

        var gateway = string.IsNullOrEmpty(reply.Gateway)
            ? null
            : ApiInput.Gateway(host, reply.Gateway).Options.Name;
        host.Reply(reply.From!, reply.To!, reply.Text, gateway);
        return ApiJson.Answer(new { queued = true }, StatusCodes.Status202Accepted);
    }
}
