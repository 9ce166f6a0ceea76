using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Coordination.InProcess;
using Yixun.Coordination.Redis;

namespace Yixun.Coordination;

/// <summary>Registers what processes share beside database and broker.</summary>
public static class CoordinationServices
{
    /// <summary>For a process alone; what is registered already stays.</summary>
    public static IServiceCollection AddInProcessCoordination(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<InProcessRequestGate>();
        services.TryAddSingleton<IRequestGate>(provider =>
            provider.GetRequiredService<InProcessRequestGate>()
        );
        services.TryAddSingleton<ISiteSignals, InProcessSignals>();
        services.TryAddSingleton<ISharing, Unshared>();
        return services;
    }

    /// <summary>For a process of several.</summary>
    /// <exception cref="ArgumentException">The configuration can't be read; the message does not hold it.</exception>
    public static IServiceCollection AddRedisCoordination(
        this IServiceCollection services,
        RedisOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Parse();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new RedisLink(
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisLink>>()
        ));
        services.AddSingleton<ISharing>(provider => provider.GetRequiredService<RedisLink>());
        services.AddSingleton<InProcessRequestGate>();
        services.AddSingleton<IRequestGate, RedisRequestGate>();
        services.AddSingleton<ISiteSignals, RedisSignals>();
        services.AddSingleton<IHostedService>(provider =>
        {
            // It listens for the signals from the start.
            _ = provider.GetRequiredService<ISiteSignals>();
            return provider.GetRequiredService<RedisLink>();
        });
        return services;
    }
}
