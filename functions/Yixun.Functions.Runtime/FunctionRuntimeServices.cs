using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Health;
using Yixun.Functions.Runtime.Hosting;
using Yixun.Functions.Runtime.Http;
using Yixun.Functions.Runtime.Invocation;

namespace Yixun.Functions.Runtime;

/// <summary>Adds the runtime to a generic host.</summary>
public static class FunctionRuntimeServices
{
    /// <summary>
    /// Runs functions in this host, with a web server of their own. They start after every hosted service has started,
    /// and stop before any of them stops. Queue functions need an
    /// <see cref="Yixun.Messaging.Transport.IQueueConsumerFactory"/> among the services.
    /// </summary>
    /// <returns>Takes the middleware.</returns>
    public static IFunctionsWorkerApplicationBuilder AddFunctionRuntime(
        this IServiceCollection services,
        Action<FunctionRuntimeOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        var pipeline = new FunctionPipeline();
        services.AddOptions<FunctionRuntimeOptions>().Configure(options => configure?.Invoke(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(pipeline);
        services.AddSingleton<HostSettings>();
        services.AddSingleton(provider => new FunctionCatalogue(provider.GetRequiredService<HostSettings>()));
        services.AddSingleton<FunctionMetrics>();
        services.AddSingleton(provider => new FunctionHealth(
            provider.GetRequiredService<FunctionCatalogue>()
        ));
        services.AddSingleton<FunctionRunners>();
        services.AddSingleton<FunctionHttpServer>();
        services.AddSingleton<IHostedService, FunctionRuntimeHost>();
        return new FunctionWorkerBuilder(services, pipeline);
    }
}
