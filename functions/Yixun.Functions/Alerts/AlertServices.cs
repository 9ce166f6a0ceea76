using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yixun.Functions.Alerts.Conditions;
using Yixun.Functions.Alerts.Delivery;

namespace Yixun.Functions.Alerts;

/// <summary>Registers alerts. A new condition or way of telling is a class and its line here.</summary>
internal static class AlertServices
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AlertOptions>(configuration.GetSection(AlertOptions.SectionName));
        services.Configure<SmtpOptions>(configuration.GetSection(SmtpOptions.SectionName));
        services.AddSingleton<IAlertCondition, DownCondition>();
        services.AddSingleton<IAlertCondition, DegradedCondition>();
        services.AddSingleton<IAlertCondition, BacklogCondition>();
        services.AddSingleton<IAlertCondition, ReceiptLossCondition>();
        services.AddSingleton<IAlertCondition, FlowControlCondition>();
        services.AddSingleton<IAlertCondition, DaemonAwayCondition>();
        services.AddSingleton<IAlertCondition, SignatureExpiryCondition>();
        services.AddSingleton<IAlertCondition, DeadLetterCondition>();
        services.AddSingleton<IAlertCondition, RedisAwayCondition>();
        services.AddSingleton<IAlertCondition, PartitionsCondition>();
        services.AddSingleton<AlertKeeper>();
        services.AddSingleton<IAlertSender, WebhookAlertSender>();
        services.AddSingleton<IAlertSender, EmailAlertSender>();
        services.AddSingleton<IAlertSender, SmsAlertSender>();
        services.AddSingleton<AlertSituationReader>();
        services.AddSingleton<AlertWatch>();
        services.AddSingleton<AlertTargets>();
        services.AddSingleton<AlertCourier>();
        return services;
    }
}
