using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yixun.Functions.Hosting;
using Yixun.Hosting;

// The Azure Functions host consumes by itself; the functions publish, and ask for depths.
return await PlatformProcess.RunAsync(() =>
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.UseYixunMiddleware();
    builder.Configuration.AddSiteConfiguration();
    builder.AddSiteLog();
    builder.AddPlatformParts("functions");
    builder.Services.AddYixunFunctions(builder.Configuration);
    builder.Services.AddHostedService<RoadOpening>();
    return builder.Build();
});
