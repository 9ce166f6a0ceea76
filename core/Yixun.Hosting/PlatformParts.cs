using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Yixun.Coordination;
using Yixun.Coordination.Redis;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Hosting;
using Yixun.Data.Leases;
using Yixun.Hosting.Tracing;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Hosting;

/// <summary>
/// The parts that every process of a site has when the platform runs as several: configuration and secrets, log, keys,
/// database, broker, Redis, and a node number of its own.
/// </summary>
public static class PlatformParts
{
    /// <summary>How long a process may take to end what it has begun once it is asked to stop.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Adds to the configuration what the environment names: the JSON file <c>YIXUN_CONFIG</c>, and the folder
    /// <c>YIXUN_SECRETS</c> with one file a secret (<c>Yixun__Database__ConnectionString</c>). Environment variables win.
    /// </summary>
    public static void AddSiteConfiguration(this IConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["YIXUN_CONFIG"] is { Length: > 0 } file)
        {
            configuration.AddJsonFile(Path.GetFullPath(file), optional: false);
        }

        if (configuration["YIXUN_SECRETS"] is { Length: > 0 } folder)
        {
            configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
        }

        configuration.AddEnvironmentVariables();
    }

    /// <summary>One JSON line an entry on the standard output, as clusters collect it.</summary>
    public static void AddSiteLog(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.Console(new RenderedCompactJsonFormatter())
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(log, dispose: true);
    }

    /// <summary>Adds store, queues, Redis where it is set, key ring, node number and id generator.</summary>
    /// <param name="builder">With the site's configuration.</param>
    /// <param name="process">As operators see it at the broker: functions, daemon.</param>
    /// <exception cref="PlatformStartException">The configuration is not usable; the message names the setting.</exception>
    public static void AddPlatformParts(this IHostApplicationBuilder builder, string process)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var configuration = builder.Configuration;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTime);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(LoadKeys(configuration["Yixun:Keys:File"]));
        try
        {
            services.AddServerStore(
                configuration.GetSection(DatabaseOptions.SectionName).Get<DatabaseOptions>()
                    ?? new DatabaseOptions()
            );
        }
        catch (ArgumentException exception)
        {
            throw new PlatformStartException(exception.Message, exception);
        }

        services.AddHostedService<StoreMetrics>();
        AddCoordination(services, configuration, $"yixun-{process}");
        var broker = BrokerOf(configuration[RabbitMqOptions.SettingName]);
        services.AddSingleton(provider => new RabbitMqQueues(
            new RabbitMqOptions { Uri = broker, ConnectionName = $"yixun-{process}" },
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IQueuePublisher>(provider => provider.GetRequiredService<RabbitMqQueues>());
        services.AddSingleton<IDelayedPublisher>(provider => provider.GetRequiredService<RabbitMqQueues>());
        services.AddSingleton<IQueueTopology>(provider => provider.GetRequiredService<RabbitMqQueues>());
        services.AddSingleton<IQueueConsumerFactory>(provider =>
            provider.GetRequiredService<RabbitMqQueues>()
        );
        services.AddSingleton<NodeLease>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeLease>());
        services.AddSingleton(provider => new MessageIdGenerator(
            provider.GetRequiredService<NodeLease>().Node,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<PlatformWait>();
        builder.AddTracing(process);
    }

    private static void AddCoordination(
        IServiceCollection services,
        IConfiguration configuration,
        string clientName
    )
    {
        if (string.IsNullOrEmpty(configuration[RedisOptions.SettingName]))
        {
            services.AddInProcessCoordination();
            services.AddHostedService<UnsharedNotice>();
            return;
        }

        try
        {
            services.AddRedisCoordination(
                new RedisOptions
                {
                    Configuration = configuration[RedisOptions.SettingName]!,
                    Prefix = configuration[RedisOptions.PrefixSettingName] ?? RedisOptions.DefaultPrefix,
                    ClientName = clientName,
                }
            );
        }
        catch (ArgumentException exception)
        {
            throw new PlatformStartException(exception.Message, exception);
        }

        services.AddHostedService<RedisMetrics>();
    }

    private static Uri BrokerOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? uri
            : throw new PlatformStartException(
                $"{RabbitMqOptions.SettingName} is not an amqp:// or amqps:// address."
            );

    private static DataKeyRing LoadKeys(string? file)
    {
        if (file is null or "" || !File.Exists(file))
        {
            throw new PlatformStartException(
                "Yixun:Keys:File names no key file; './yixun keys generate' makes one."
            );
        }

        try
        {
            return DataKeyRing.Parse(File.ReadAllText(file));
        }
        catch (FormatException exception)
        {
            throw new PlatformStartException($"The key file {file} is damaged.", exception);
        }
    }
}
