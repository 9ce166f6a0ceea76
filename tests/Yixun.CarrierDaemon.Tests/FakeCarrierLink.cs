using System.Collections.Concurrent;
using Yixun.CarrierDaemon.Channels;
using Yixun.Carriers.Links;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Tests;

/// <summary>A carrier that answers as the test says.</summary>
internal sealed class FakeCarrierLink : ICarrierLink, ICarrierLinkFactory
{
    private readonly Lock _gate = new();
    private readonly List<SubmitSegment> _open = [];
    private int _carrierIds;
    private volatile bool _draining;
    private volatile int _bound = 1;
    private volatile bool _standby;

    /// <summary>Null: no answer until the test gives one.</summary>
    public Func<SubmitSegment, SubmitOutcomeKind?> Answer { get; set; } = _ => SubmitOutcomeKind.Accepted;

    /// <summary>Thrown by a submit.</summary>
    public Func<SubmitSegment[], Exception?> Throw { get; set; } = _ => null;

    public ICarrierLinkHandler Handler { get; private set; } = null!;

    public ConcurrentQueue<SubmitSegment> Submitted { get; } = new();

    /// <summary>Messages of which the same segment was out twice at once.</summary>
    public ConcurrentQueue<long> Overlaps { get; } = new();

    /// <summary>Ids of the segments that were accepted, in order.</summary>
    public ConcurrentQueue<string> CarrierIds { get; } = new();

    public int WindowPerConnection { get; set; } = 16;

    public int BoundConnections => _bound;

    public int Window => _bound * WindowPerConnection;

    public bool IsStandby => _standby;

    public double Share { get; set; } = 1;

    public int InFlight
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    public ICarrierLink Create(ChannelSettings channel, ICarrierLinkHandler handler)
    {
        Handler = handler;
        return this;
    }

    public void Start() { }

    public bool TrySubmit(SubmitSegment[] segments)
    {
        if (Throw(segments) is { } exception)
        {
            throw exception;
        }

        lock (_gate)
        {
            if (_draining || _bound == 0 || _open.Count >= Window)
            {
                return false;
            }

            foreach (var segment in segments)
            {
                if (_open.Any(open => open.MessageId == segment.MessageId && open.Index == segment.Index))
                {
                    Overlaps.Enqueue(segment.MessageId);
                }

                _open.Add(segment);
                Submitted.Enqueue(segment);
            }
        }

        _ = Task.Run(() =>
        {
            foreach (var segment in segments)
            {
                if (Answer(segment) is { } kind)
                {
                    Complete(segment, kind);
                }
            }
        });
        return true;
    }

    /// <summary>Ends a segment.</summary>
    public void Complete(SubmitSegment segment, SubmitOutcomeKind kind)
    {
        lock (_gate)
        {
            if (!_open.Remove(segment))
            {
                return;
            }
        }

        var id = kind == SubmitOutcomeKind.Accepted ? CarrierIdOf(segment) : null;
        if (id is not null)
        {
            CarrierIds.Enqueue(id);
        }

        var code = kind is SubmitOutcomeKind.Rejected ? 13u : 0u;
        Handler.OnSubmitOutcome(
            segment,
            new SubmitOutcome(kind, id, code, "connection lost"),
            TimeSpan.FromMilliseconds(1)
        );
        Handler.OnCapacityChanged();
    }

    /// <summary>Ends everything that is out.</summary>
    public void CompleteAll(SubmitOutcomeKind kind)
    {
        List<SubmitSegment> open;
        lock (_gate)
        {
            open = [.. _open];
        }

        open.ForEach(segment => Complete(segment, kind));
    }

    /// <summary>No connection from the beginning.</summary>
    public void Unbind() => _bound = 0;

    /// <summary>Other replicas have all connections from now on, or no longer.</summary>
    public void StandBy(bool standby)
    {
        _standby = standby;
        _bound = standby ? 0 : 1;
        Handler?.OnCapacityChanged();
    }

    public void Bind(int connections)
    {
        _bound = connections;
        Handler.OnCapacityChanged();
    }

    public Task DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        _draining = true;
        CompleteAll(SubmitOutcomeKind.NotSent);
        _bound = 0;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _draining = true;
        return ValueTask.CompletedTask;
    }

    private string CarrierIdOf(SubmitSegment segment) =>
        $"{segment.MessageId:x}-{segment.Index}-{Interlocked.Increment(ref _carrierIds)}";
}
