using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Queues;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;

namespace Yixun.Functions.Dispatch;

/// <summary>One queue function per lane, so that no lane waits behind another.</summary>
public sealed class DispatchFunctions(Dispatcher dispatcher, ChunkRetries retries)
{
    [Function("DispatchCritical")]
    public Task Critical(
        [RabbitMQTrigger(QueueNames.DispatchCritical, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) =>
        retries.RunAsync(
            QueueNames.DispatchCritical,
            chunk,
            dispatcher.DispatchAsync,
            context.CancellationToken
        );

    [Function("DispatchOtp")]
    public Task Otp(
        [RabbitMQTrigger(QueueNames.DispatchOtp, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) => retries.RunAsync(QueueNames.DispatchOtp, chunk, dispatcher.DispatchAsync, context.CancellationToken);

    [Function("DispatchCare")]
    public Task Care(
        [RabbitMQTrigger(QueueNames.DispatchCare, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) =>
        retries.RunAsync(QueueNames.DispatchCare, chunk, dispatcher.DispatchAsync, context.CancellationToken);

    [Function("DispatchReminder")]
    public Task Reminder(
        [RabbitMQTrigger(QueueNames.DispatchReminder, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) =>
        retries.RunAsync(
            QueueNames.DispatchReminder,
            chunk,
            dispatcher.DispatchAsync,
            context.CancellationToken
        );

    [Function("DispatchFollowUp")]
    public Task FollowUp(
        [RabbitMQTrigger(QueueNames.DispatchFollowUp, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) =>
        retries.RunAsync(
            QueueNames.DispatchFollowUp,
            chunk,
            dispatcher.DispatchAsync,
            context.CancellationToken
        );

    [Function("DispatchPromotion")]
    public Task Promotion(
        [RabbitMQTrigger(QueueNames.DispatchPromotion, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) =>
        retries.RunAsync(
            QueueNames.DispatchPromotion,
            chunk,
            dispatcher.DispatchAsync,
            context.CancellationToken
        );
}
