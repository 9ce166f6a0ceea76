namespace Yixun.Functions.Reference;

/// <summary>Where a system is told of things.</summary>
/// <param name="url">http or https.</param>
/// <param name="secret">Key of the signature.</param>
/// <param name="events">What it wants to be told of.</param>
public sealed class CallbackTarget(Uri url, byte[] secret, IReadOnlyList<string> events)
{
    public Uri Url { get; } = url;

    internal byte[] Secret { get; } = secret;

    /// <summary>True when the system wants to be told of such events.</summary>
    public bool Wants(string kind) => events.Contains(kind, StringComparer.Ordinal);
}
