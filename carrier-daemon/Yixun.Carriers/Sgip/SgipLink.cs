using Yixun.Carriers.Links;

namespace Yixun.Carriers.Sgip;

/// <summary>
/// A channel to an SGIP 1.2 gateway: our connections, opened when there is something to send, and the listener that the
/// gateway connects to with reports and replies.
/// </summary>
public sealed class SgipLink : WindowedLink
{
    private readonly SgipListener? _listener;

    /// <inheritdoc/>
    public SgipLink(
        SgipLinkSettings settings,
        ICarrierLinkHandler handler,
        TimeProvider? time = null,
        Random? random = null,
        IConnectionSlots? slots = null
    )
        : base(settings, handler, time, random, slots, () => Protocols(settings, time ?? TimeProvider.System))
    {
        if (settings.Listen is not null)
        {
            _listener = new SgipListener(settings, Handler, Time);
        }
    }

    /// <summary>Port that the gateway connects to; 0 without a listener or before the start.</summary>
    public int ListenPort => _listener?.Port ?? 0;

    public override void Start()
    {
        _listener?.Start();
        base.Start();
    }

    public override async Task DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await base.DrainAsync(timeout, cancellationToken).ConfigureAwait(false);
        await StopListeningAsync().ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        await StopListeningAsync().ConfigureAwait(false);
    }

    private ValueTask StopListeningAsync() => _listener?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static IEnumerable<LinkProtocol> Protocols(SgipLinkSettings settings, TimeProvider time) =>
        Enumerable.Range(0, settings.Connections).Select(_ => new SgipProtocol(settings, time));
}
