using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator.Http;

/// <summary>Page and JSON API on 127.0.0.1. Errors have a code, a Chinese and an English text.</summary>
internal static class SimulatorApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly DateTimeOffset StartedAt = TimeProvider.System.GetUtcNow();

    public static WebApplication Build(int port, CarrierSimulatorHost host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var web = builder.Build();
        var page = ReadPage();
        web.MapGet("/", () => TypedResults.Content(page, "text/html; charset=utf-8"));
        var api = web.MapGroup("/api").AddEndpointFilter(TranslateErrorsAsync);
        MapPhones(api, host);
        MapGateways(api, host);
        return web;
    }

    private static void MapPhones(RouteGroupBuilder api, CarrierSimulatorHost host)
    {
        api.MapGet("/phones", (string? limit) => Answer(host.Phones.Latest(Number(limit, 50, 1, 1000))));
        api.MapGet("/phones/{number}", (string number) => Answer(host.Phones.Of(number)));
        api.MapPost(
            "/phones/query",
            async (HttpRequest request) => Answer(Query(host, await ReadAsync<PhonesRequest>(request)))
        );
        api.MapGet(
            "/messages",
            (string? after, string? limit) =>
                Answer(host.Phones.After(Number(after, 0, 0, long.MaxValue), Number(limit, 100, 1, 10_000)))
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
                host.WitnessTotals is { } totals
                    ? Answer(totals)
                    : throw new SimulatorProblem(404, "witness.off", "未开启见证模式", "The witness is off.")
        );
        api.MapPost(
            "/replies",
            async (HttpRequest request) => Reply(host, await ReadAsync<ReplyRequest>(request))
        );
    }

    private static void MapGateways(RouteGroupBuilder api, CarrierSimulatorHost host)
    {
        api.MapGet("/status", () => Answer(Status(host)));
        api.MapGet("/gateways/{name}/behaviour", (string name) => Answer(Find(host, name).Behaviour.Values));
        api.MapPut(
            "/gateways/{name}/behaviour",
            async (string name, HttpRequest request) =>
            {
                var gateway = Find(host, name);
                gateway.Change(await ReadAsync<GatewayBehaviour>(request));
                return Answer(gateway.Behaviour.Values);
            }
        );
        api.MapPost(
            "/gateways/{name}/disconnect",
            (string name) => Answer(new { disconnected = Find(host, name).Disconnect() })
        );
    }

    /// <summary>What many phones show, in the order of the numbers; phones without messages add nothing.</summary>
    private static List<PhoneMessage> Query(CarrierSimulatorHost host, PhonesRequest request) =>
        request.Numbers is { Count: >= 1 and <= 10_000 } numbers && numbers.All(IsNumber)
            ? [.. numbers.SelectMany(host.Phones.Of)]
            : throw new SimulatorProblem(
                400,
                "number",
                "需要 1 到 10000 个号码",
                "1 to 10,000 numbers are needed."
            );

    private static IResult Reply(CarrierSimulatorHost host, ReplyRequest reply)
    {
        if (!IsNumber(reply.From) || !IsNumber(reply.To))
        {
            throw new SimulatorProblem(
                400,
                "number",
                "号码应为 1 到 21 位数字",
                "Numbers have 1 to 21 digits."
            );
        }

        if (reply.Text is not { Length: >= 1 and <= 1000 })
        {
            throw new SimulatorProblem(
                400,
                "text",
                "内容应为 1 到 1000 个字符",
                "The text has 1 to 1,000 characters."
            );
        }

        var gateway = string.IsNullOrEmpty(reply.Gateway) ? null : Find(host, reply.Gateway).Options.Name;
        host.Reply(reply.From!, reply.To!, reply.Text, gateway);
        return Results.Json(new { queued = true }, Json, statusCode: 202);
    }

    private static object Status(CarrierSimulatorHost host) =>
        new
        {
            startedAt = StartedAt,
            messages = host.Phones.Messages,
            phones = host.Phones.Phones,
            gateways = host.Servers.Select(static gateway => new
            {
                name = gateway.Options.Name,
                carrier = gateway.Options.Carrier,
                port = gateway.Port,
                accessNumbers = gateway.Options.AccessNumbers,
                connections = gateway.ConnectionCount,
                accounts = gateway.Accounts.Select(static account => new
                {
                    spId = account.Options.SpId,
                    bound = account.Connections.Length,
                    waiting = account.Waiting,
                }),
                totals = gateway.Counters.Snapshot(),
            }),
        };

    private static GatewayServer Find(CarrierSimulatorHost host, string name) =>
        host.Servers.FirstOrDefault(gateway => gateway.Options.Name == name)
        ?? throw new SimulatorProblem(404, "gateway", "没有这个网关", "There is no such gateway.");

    private static async ValueTask<T> ReadAsync<T>(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(
                    request.Body,
                    Json,
                    request.HttpContext.RequestAborted
                ) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new SimulatorProblem(
                400,
                "json",
                "请求内容不是正确的 JSON",
                $"Bad JSON: {exception.Message}"
            );
        }
    }

    private static async ValueTask<object?> TranslateErrorsAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        try
        {
            return await next(context);
        }
        catch (SimulatorProblem problem)
        {
            return Problem(problem.Status, problem.Code, problem.Chinese, problem.Message);
        }
        catch (ArgumentException exception)
        {
            return Problem(400, "value", "参数不正确", exception.Message);
        }
    }

    private static IResult Problem(int status, string code, string chinese, string english) =>
        Results.Json(
            new
            {
                error = new
                {
                    code,
                    zh = chinese,
                    en = english,
                },
            },
            Json,
            statusCode: status
        );

    private static IResult Answer(object value) => Results.Json(value, Json);

    private static int Number(string? text, int usual, int least, int most) =>
        (int)Number(text, (long)usual, least, most);

    private static long Number(string? text, long usual, long least, long most) =>
        text is null ? usual
        : long.TryParse(text, out var number) && number >= least && number <= most ? number
        : throw new SimulatorProblem(400, "number", "数字超出范围", $"A number is from {least} to {most}.");

    private static bool IsNumber(string? text) =>
        text is { Length: >= 1 and <= 21 } && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static string ReadPage()
    {
        using var stream = typeof(SimulatorApi).Assembly.GetManifestResourceStream("page.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
