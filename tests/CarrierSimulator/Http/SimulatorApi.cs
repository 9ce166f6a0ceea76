using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Yixun.CarrierSimulator.Http;

/// <summary>Page and JSON API.</summary>
internal static class SimulatorApi
{
    public static WebApplication Build(IPAddress address, int port, CarrierSimulatorHost host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port);
        });
        var web = builder.Build();
        var page = ReadPage();
        web.MapGet("/", () => TypedResults.Content(page, "text/html; charset=utf-8"));
        var api = web.MapGroup("/api").AddEndpointFilter(ApiErrors.TranslateAsync);
        PhoneEndpoints.Map(api, host);
        MmsEndpoints.Map(api, host);
        GatewayEndpoints.Map(api, host);
        ScenarioEndpoints.Map(api, host);
        return web;
    }

    private static string ReadPage()
    {
        using var stream = typeof(SimulatorApi).Assembly.GetManifestResourceStream("page.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
