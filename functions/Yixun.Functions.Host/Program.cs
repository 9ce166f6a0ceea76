using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Runtime;
using Yixun.Hosting;
using Yixun.Messaging;

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
            // Each chunk is a set that the store applies on its own, so several of a queue may run at once.
            runtime.ChunksAtOnce = builder.Configuration.GetValue("Yixun:Runtime:ChunksAtOnce", 4);
            runtime.Prefetch = builder.Configuration.GetValue<ushort>("Yixun:Runtime:Prefetch", 8);
            // Small chunks of many channels, all of which wait for the same transaction.
            runtime.ChunksAtOnceOf[QueueNames.Receipts] = builder.Configuration.GetValue(
                "Yixun:Runtime:ReceiptChunksAtOnce",
                32
            );
            runtime.AfterFunctions = app => app.AnswerUnknownRoutes();
        })
        .UseYixunMiddleware();
    return builder.Build();
});
