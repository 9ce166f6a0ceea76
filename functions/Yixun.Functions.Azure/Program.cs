using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yixun.Functions.Hosting;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseYixunMiddleware();
builder.Services.AddYixunFunctions(builder.Configuration);

// The host consumes by itself; functions publish, and ask for depths.
var broker =
    builder.Configuration[FunctionSettings.Broker]
    ?? throw new InvalidOperationException(
        $"The setting {FunctionSettings.Broker} (the broker's URI) is missing."
    );
builder.Services.AddSingleton(provider => new RabbitMqQueues(
    new RabbitMqOptions { Uri = new Uri(broker), ConnectionName = "yixun-functions" },
    provider.GetRequiredService<TimeProvider>()
));
builder.Services.AddSingleton<IQueuePublisher>(provider => provider.GetRequiredService<RabbitMqQueues>());
builder.Services.AddSingleton<IQueueTopology>(provider => provider.GetRequiredService<RabbitMqQueues>());
await builder.Build().RunAsync();
