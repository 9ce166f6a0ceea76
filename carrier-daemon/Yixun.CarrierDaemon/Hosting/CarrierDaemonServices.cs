using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prometheus;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.CarrierDaemon.Leases;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Coordination;
using Yixun.Core.Channels.Health;
using Yixun.Core.Security;
using Yixun.Data.Channels;
using Yixun.Messaging.Chunks;

namespace Yixun.CarrierDaemon.Hosting;

/// <summary>Registers the daemon. The process adds a store, queues, a key ring, lane policies and the node lease.</summary>
public static class CarrierDaemonServices
{
    public static IServiceCollection AddCarrierDaemon(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => Metrics.NewCustomRegistry());
        services.AddInProcessCoordination();
        services.AddOptions<LeaseSettings>().BindConfiguration("Yixun:Leases");
        services.AddSingleton(provider =>
            LeasedChannelSlots.Create(
                provider.GetRequiredService<IOptions<LeaseSettings>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>()
            )
        );
        services.AddOptions<HealthThresholds>().BindConfiguration(HealthThresholds.SectionName);
        services.AddOptions<SupervisionOptions>().BindConfiguration(SupervisionOptions.SectionName);
        services.AddSingleton(provider => new DaemonMetrics(
            provider.GetRequiredService<CollectorRegistry>(),
            provider.GetRequiredService<IOptions<HealthThresholds>>().Value
        ));
        services.AddSingleton<ICarrierLinkFactory, CarrierLinkFactory>();
        services.TryAddSingleton<ChannelRows>();
        services.TryAddSingleton<FieldCipher>();
        services.TryAddSingleton<ChunkCipher>();
        services.TryAddSingleton<ChunkCodec>();
        services.AddSingleton<MmsContents>();
        services.AddSingleton<ChannelRunner>();
        services.AddSingleton<SupervisionRecords>();
        services.AddSingleton<ChannelSupervisor>();
        services.AddSingleton<CarrierDaemonService>();
        services.AddHostedService(provider => provider.GetRequiredService<CarrierDaemonService>());
        return services;
    }
}
