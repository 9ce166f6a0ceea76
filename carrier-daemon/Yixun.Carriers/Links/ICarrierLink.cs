namespace Yixun.Carriers.Links;

/// <summary>
/// All connections of one channel to its carrier, kept alive. Every protocol implements it in its own folder.
/// </summary>
public interface ICarrierLink : IAsyncDisposable
{
    /// <summary>Starts connecting and keeps reconnecting until disposed. Returns at once.</summary>
    void Start();

    /// <summary>
    /// Hands over all segments of one message. They leave in order on one connection, each when the connection's window
    /// has room. Every segment of a message that was taken gets exactly one <see cref="ICarrierLinkHandler.OnSubmitOutcome"/>.
    /// Thread-safe.
    /// </summary>
    /// <param name="segments">The segments of one message, in order; the link keeps the array.</param>
    /// <returns>False, and nothing taken, when no bound connection has a free slot now.</returns>
    bool TrySubmit(SubmitSegment[] segments);

    /// <summary>Connections that are logged in.</summary>
    int BoundConnections { get; }

    /// <summary>Connections that wait because other processes have all slots of the channel.</summary>
    int WaitingConnections => 0;

    /// <summary>True while other processes have all slots of the channel: this one can send nothing and is not at fault.</summary>
    bool IsStandby => false;

    /// <summary>
    /// Part of what the carrier allows the channel that this process may use now, 0 to 1; of all processes together never
    /// more than 1.
    /// </summary>
    double Share => 1;

    /// <summary>Requests that may be unanswered on all bound connections together.</summary>
    int Window { get; }

    /// <summary>Requests unanswered now.</summary>
    int InFlight { get; }

    /// <summary>What the link has counted since it was made.</summary>
    CarrierLinkCounters Counters => new();

    /// <summary>
    /// Stops taking segments, waits for the responses that are outstanding (at most <paramref name="timeout"/>), says
    /// goodbye and closes. Segments not written yet end as <see cref="SubmitOutcomeKind.NotSent"/>.
    /// </summary>
    Task DrainAsync(TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>
/// Hears what happens on a link. Called on the link's read and timer loops, concurrently for different connections:
/// must be thread-safe and must not block.
/// </summary>
public interface ICarrierLinkHandler
{
    void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency);

    void OnReport(CarrierReport report);

    void OnInbound(CarrierInbound inbound);

    /// <summary>A receiver read an MMS. Acknowledged at once where nobody wants to know.</summary>
    void OnRead(CarrierRead read) => read.Acknowledge(true);

    /// <summary>A connection was bound, or lost; or slots became free after the window was full.</summary>
    void OnCapacityChanged();

    /// <summary>A connection changed its state, for the log and the channel's record; never holds a secret.</summary>
    void OnConnectionEvent(CarrierConnectionEvent connectionEvent);
}

/// <param name="Connection">1-based number of the connection in the channel.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">English detail ("status 3: authentication failed", "reset by peer").</param>
/// <param name="RetryAfter">When the next try comes, if it was lost or refused.</param>
public sealed record CarrierConnectionEvent(
    int Connection,
    CarrierConnectionEventKind Kind,
    string? Detail,
    TimeSpan? RetryAfter
);

public enum CarrierConnectionEventKind : byte
{
    Bound,
    ConnectFailed,
    LoginRefused,
    Lost,
    ProtocolError,
    Closed,

    /// <summary>Something is odd, the connection goes on (the carrier's authenticator does not match).</summary>
    Warning,

    /// <summary>No slot of the channel is free: another process is connected in its place, or nobody can tell.</summary>
    Waiting,
}
