using Yixun.CarrierDaemon.Host;
using Yixun.CarrierDaemon.Hosting;
using Yixun.Core.Messages;
using Yixun.Hosting;

// The carrier daemon: holds the connections to the carriers' gateways.
return await PlatformProcess.RunAsync(() =>
{
    var builder = WebApplication.CreateSlimBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
    );
    builder.Configuration.AddSiteConfiguration();
    builder.AddSiteLog();
    builder.AddPlatformParts("daemon");
    builder.Services.AddSingleton(
        LanePolicies.Of(
            builder.Configuration.GetSection("Yixun:Lanes").Get<Dictionary<string, LaneOptions>>() ?? [],
            TimeSpan.FromHours(builder.Configuration.GetValue("Yixun:ZoneOffsetHours", 8.0))
        )
    );
    builder.Services.AddCarrierDaemon();
    var app = builder.Build();
    if (app.Urls.Count == 0 && string.IsNullOrEmpty(builder.Configuration["urls"]))
    {
        app.Urls.Add("http://127.0.0.1:7072");
    }

    app.MapDaemonHealth();
    return app;
});
