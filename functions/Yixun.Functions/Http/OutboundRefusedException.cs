namespace Yixun.Functions.Http;

/// <summary>A host has no address that callbacks and webhooks may go to.</summary>
public sealed class OutboundRefusedException(string host)
    : Exception($"No address of '{host}' may be connected to.")
{
    /// <summary>How lists of what was not delivered say it.</summary>
    public const string Reason = "目标地址不允许连接";

    /// <summary>Whether that is why a request failed.</summary>
    public static bool IsCauseOf(HttpRequestException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.InnerException is OutboundRefusedException;
    }
}
