namespace Yixun.Messaging.Transport;

/// <summary>A queue can't be used now: broker away, queue missing, or full.</summary>
public sealed class QueueUnavailableException : Exception
{
    public QueueUnavailableException(string queue, string reason, Exception? innerException = null)
        : base($"Queue '{queue}' is unavailable: {reason}", innerException)
    {
        Queue = queue;
    }

    /// <summary>The queue.</summary>
    public string Queue { get; }
}
