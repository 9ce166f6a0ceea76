namespace Yixun.Messaging.RabbitMq;

/// <summary>A consumer was lost or came back.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="IsConsuming">True when it is back.</param>
/// <param name="Cause">Why another attempt to bring it back failed; null otherwise.</param>
public sealed record RabbitMqConsumerChange(string Queue, bool IsConsuming, Exception? Cause = null);
