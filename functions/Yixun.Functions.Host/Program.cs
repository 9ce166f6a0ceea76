using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Runtime;
using Yixun.Hosting;

// The function app on our own runtime: the same functions as Yixun.Functions.Azure, without the Azure Functions host.
return await PlatformProcess.RunAsync(() =>
{
    var builder = Host.CreateApplicationBuilder(
        new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory }
    );
    builder.Configuration.AddSiteConfiguration();
    builder.AddSiteLog();
    builder.AddPlatformParts("functions");
    builder.Services.AddYixunFunctions(builder.Configuration);
    builder.Services.AddHostedService<RoadOpening>();
    builder
        .Services.AddFunctionRuntime(runtime =>
        {
            runtime.Assemblies.Add(typeof(FunctionServices).Assembly);
            runtime.RoutePrefix = "";
            runtime.AfterFunctions = app => app.AnswerUnknownRoutes();
        })
        .UseYixunMiddleware();
    return builder.Build();
});
