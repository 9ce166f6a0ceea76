using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prometheus;
using Yixun.Coordination;
using Yixun.Core.Channels.Health;
using Yixun.Core.Security;
using Yixun.Data.Channels;
using Yixun.Data.Hosting;
using Yixun.Data.Partitions;
using Yixun.Functions.Admin;
using Yixun.Functions.Alerts;
using Yixun.Functions.Audit;
using Yixun.Functions.Authentication;
using Yixun.Functions.Callbacks;
using Yixun.Functions.Channels;
using Yixun.Functions.Channels.Failover;
using Yixun.Functions.Channels.Health;
using Yixun.Functions.Dispatch;
using Yixun.Functions.Health;
using Yixun.Functions.Http;
using Yixun.Functions.Inbound;
using Yixun.Functions.Mms;
using Yixun.Functions.Numbers;
using Yixun.Functions.Queues;
using Yixun.Functions.Receipts;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;
using Yixun.Functions.Replies;
using Yixun.Functions.Signatures;
using Yixun.Functions.Submission;
using Yixun.Functions.Templates;
using Yixun.Functions.Timers;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Hosting;

/// <summary>Registers what the function classes need. The process adds a store, queues, a key ring and an id generator.</summary>
public static class FunctionServices
{
    public static IServiceCollection AddYixunFunctions(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<YixunOptions>(configuration.GetSection(YixunOptions.SectionName));
        services.Configure<HealthThresholds>(configuration.GetSection(HealthThresholds.SectionName));
        services.TryAddSingleton(TimeProvider.System);
        services.AddRetention(configuration);
        services.TryAddSingleton(_ => Metrics.NewCustomRegistry());
        services.AddSingleton<RoadMetrics>();
        services.AddSingleton<QueueMeasureTurn>();
        services.AddSingleton<DeadLetterReader>();
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<ChunkCipher>();
        services.AddSingleton<ChunkCodec>();
        services.AddSingleton<PhoneHasher>();
        services.TryAddSingleton<ChannelRows>();
        services.AddSingleton<ChannelImport>();
        services.AddSingleton<ChannelLoad>();
        services.AddSingleton<ChannelQueues>();
        services.AddSingleton<ChannelRegister>();
        services.AddSingleton<ChannelTester>();
        services.AddSingleton<RequestedChannelTests>();
        services.AddSingleton<IAuditTrail, LoggedAuditTrail>();
        services.AddAlerts(configuration);
        services.AddInProcessCoordination();
        services.AddSingleton<ReferenceSignals>();
        services.AddSingleton<ReferenceData>();
        services.AddHostedService<ReferenceFollower>();
        services.AddSingleton<SystemSeed>();
        services.AddSingleton<AcceptedNonces>();
        services.AddSingleton<SubmissionValidator>();
        services.AddSingleton<Submitter>();
        services.AddSingleton<DispatchPublisher>();
        services.AddHostedService(provider => provider.GetRequiredService<DispatchPublisher>());
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<ChunkRetries>();
        services.AddSingleton<QueuedBlocks>();
        services.AddSingleton<ReceiptApplier>();
        services.AddSingleton<CallbackOutbox>();
        services.Configure<OutboundOptions>(configuration.GetSection(OutboundOptions.SectionName));
        services.AddSingleton<OutboundConnections>();
        services.AddSingleton<CallbackClient>();
        services.AddSingleton<CallbackDelivery>();
        services.AddHostedService(provider => provider.GetRequiredService<CallbackDelivery>());
        services.AddSingleton<ReplyVocabulary>();
        services.AddSingleton<ReplyStore>();
        services.AddSingleton<InboundReceiver>();
        services.AddSingleton<AutoReplies>();
        services.AddSingleton<ReplyRecords>();
        services.AddSingleton<ReplyTrial>();
        services.AddSingleton<TimerTurn>();
        services.AddSingleton<Sweeper>();
        services.AddSingleton<ChannelObservations>();
        services.AddSingleton<ChannelHealthKeeper>();
        services.AddSingleton<Rerouter>();
        services.AddSingleton<IChannelStatusSource, ChannelStatuses>();
        services.AddSingleton<RoadStart>();
        services.AddSingleton<MmsFallback>();
        services.AddSingleton<MmsParts>();
        services.AddSingleton<MmsLinks>();
        services.AddSingleton<MmsPageLimiter>();
        services.AddSingleton<MessageRecords>();
        services.AddSingleton<StaffChanges>();
        services.AddSingleton<NumberPlanImport>();
        services.AddSingleton<RegistrationClock>();
        services.AddSingleton<TemplateVersions>();
        services.AddSingleton<SessionCache>();
        services.AddSingleton<StaffSessions>();
        services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        services.AddSingleton<IReadinessCheck, QueueReadiness>();
        services.AddSingleton<TraceMiddleware>();
        services.AddSingleton<ProblemMiddleware>();
        services.AddSingleton<SystemAuthenticationMiddleware>();
        services.AddSingleton<StaffAuthenticationMiddleware>();
        return services;
    }

    private static void AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(RetentionOptions.SectionName);
        services.Configure<RetentionOptions>(section);
        // A retention that is not allowed is refused at the start, not by a timer at night.
        (section.Get<RetentionOptions>() ?? new RetentionOptions()).FirstKept(DateTimeOffset.MaxValue);
        services.AddSingleton(provider => new MessagePartitions(
            provider.GetRequiredService<IYixunDatabase>(),
            provider.GetRequiredService<IOptions<RetentionOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()
        ));
    }

    /// <summary>The middleware, outermost first.</summary>
    public static IFunctionsWorkerApplicationBuilder UseYixunMiddleware(
        this IFunctionsWorkerApplicationBuilder builder
    ) =>
        builder
            .UseMiddleware<TraceMiddleware>()
            .UseMiddleware<ProblemMiddleware>()
            .UseMiddleware<SystemAuthenticationMiddleware>()
            .UseMiddleware<StaffAuthenticationMiddleware>();
}
