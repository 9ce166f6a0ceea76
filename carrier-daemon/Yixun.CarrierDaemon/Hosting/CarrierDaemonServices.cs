using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prometheus;
using Yixun.CarrierDaemon.Channels;

namespace Yixun.CarrierDaemon.Hosting;

/// <summary>Registers the daemon. The process adds a store, queues, a key ring, lane policies and the node lease.</summary>
public static class CarrierDaemonServices
{
    public static IServiceCollection AddCarrierDaemon(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<CarrierDaemonOptions>(configuration.GetSection("Yixun"));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => Metrics.NewCustomRegistry());
        services.AddSingleton<DaemonMetrics>();
        services.AddSingleton<ICarrierLinkFactory, CarrierLinkFactory>();
        services.AddSingleton<CarrierDaemonService>();
        services.AddHostedService(provider => provider.GetRequiredService<CarrierDaemonService>());
        return services;
    }
}
