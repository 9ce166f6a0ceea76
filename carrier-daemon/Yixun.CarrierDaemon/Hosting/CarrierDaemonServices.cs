using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prometheus;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.Core.Security;
using Yixun.Data.Channels;

namespace Yixun.CarrierDaemon.Hosting;

/// <summary>Registers the daemon. The process adds a store, queues, a key ring, lane policies and the node lease.</summary>
public static class CarrierDaemonServices
{
    public static IServiceCollection AddCarrierDaemon(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => Metrics.NewCustomRegistry());
        services.AddSingleton<DaemonMetrics>();
        services.AddSingleton<ICarrierLinkFactory, CarrierLinkFactory>();
        services.TryAddSingleton<ChannelRows>();
        services.TryAddSingleton<FieldCipher>();
        services.AddSingleton<MmsContents>();
        services.AddSingleton<ChannelRunner>();
        services.AddSingleton<CarrierDaemonService>();
        services.AddHostedService(provider => provider.GetRequiredService<CarrierDaemonService>());
        return services;
    }
}
