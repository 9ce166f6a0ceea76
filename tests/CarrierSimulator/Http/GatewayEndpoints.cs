using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Http;

/// <summary>What gateways do, and how they behave.</summary>
internal static class GatewayEndpoints
{
    private static readonly DateTimeOffset StartedAt = TimeProvider.System.GetUtcNow();

    public static void Map(RouteGroupBuilder api, CarrierSimulatorHost host)
    {
        api.MapGet("/status", () => ApiJson.Answer(Status(host)));
        api.MapGet(
            "/gateways/{name}/behaviour",
            (string name) => ApiJson.Answer(ApiInput.Gateway(host, name).Behaviour.Values)
        );
        api.MapPut(
            "/gateways/{name}/behaviour",
            async (string name, HttpRequest request) =>
            {
                var gateway = ApiInput.Gateway(host, name);
                gateway.Change(await ApiJson.ReadAsync<GatewayBehaviour>(request));
                return ApiJson.Answer(gateway.Behaviour.Values);
            }
        );
        api.MapPost(
            "/gateways/{name}/disconnect",
            (string name) => ApiJson.Answer(new { disconnected = ApiInput.Gateway(host, name).Disconnect() })
        );
        api.MapPut(
            "/gateways/{name}/listening",
            async (string name, HttpRequest request) =>
            {
                var gateway = ApiInput.Gateway(host, name);
                var listen =
                    (await ApiJson.ReadAsync<ListeningRequest>(request)).Listen
                    ?? throw ApiInput.Bad("listen", "缺少 listen", "listen is needed.");
                await gateway.ListenAsync(listen, request.HttpContext.RequestAborted);
                return ApiJson.Answer(new { listening = gateway.IsListening });
            }
        );
        api.MapPut(
            "/gateways/{name}/accounts/{account}/report-url",
            async (string name, string account, HttpRequest request) =>
            {
                var gateway = ApiInput.Gateway(host, name).Options.Name;
                var address = (await ApiJson.ReadAsync<ReportUrlRequest>(request)).Url;
                host.SetReportUrl(gateway, account, address);
                return ApiJson.Answer(new { url = address });
            }
        );
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
                protocol = gateway.Options.Protocol,
                port = gateway.Port,
                listening = gateway.IsListening,
                accessNumbers = gateway.Options.AccessNumbers,
                connections = gateway.ConnectionCount,
                accounts = gateway.AccountStates,
                totals = gateway.Counters.Snapshot(),
            }),
        };
}
