namespace Yixun.Functions.Http;

/// <summary>Where callbacks and alert webhooks may go, section <c>Yixun:Callbacks</c>.</summary>
public sealed class OutboundOptions
{
    public const string SectionName = "Yixun:Callbacks";

    /// <summary>
    /// Networks ("10.0.0.0/8", "fd00::/8") or addresses that may be connected to; empty: every one that a system can have.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];
}
