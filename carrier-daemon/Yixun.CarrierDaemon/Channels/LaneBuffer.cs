using Yixun.Core.Messages;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Messages of one channel that wait to be claimed, by lane. Guarded by the channel's lock.</summary>
internal sealed class LaneBuffer(LanePolicies policies)
{
    private readonly LinkedList<OutgoingMessage>[] _lanes =
    [
        .. Lanes.All.Select(_ => new LinkedList<OutgoingMessage>()),
    ];

    /// <summary>Messages in all lanes.</summary>
    public int Count => _lanes.Sum(lane => lane.Count);

    public void Add(OutgoingMessage message) => _lanes[(int)message.Lane].AddLast(message);

    /// <summary>Puts a message back that was taken before.</summary>
    public void AddFirst(OutgoingMessage message) => _lanes[(int)message.Lane].AddFirst(message);

    /// <summary>
    /// Takes the most urgent messages that fit. A lane may use its share of the allowance at most, so that what is left
    /// stays free for more urgent ones.
    /// </summary>
    /// <param name="allowance">Segments that may be open at once.</param>
    /// <param name="open">Segments that are open now.</param>
    /// <param name="limit">Messages at most.</param>
    /// <param name="now">Lanes that are closed now are passed over.</param>
    /// <param name="permit">Asked for each message's segments and its lane's share; false ends taking from the lane.</param>
    public List<OutgoingMessage> Take(
        int allowance,
        int open,
        int limit,
        DateTimeOffset now,
        Func<int, double, bool> permit
    )
    {
        var taken = new List<OutgoingMessage>();
        foreach (var lane in Lanes.All)
        {
            // A lane may have closed since dispatch: what waits here waits on, until it opens or its time is over.
            if (policies.OpensAt(lane, now) is not null)
            {
                continue;
            }

            var share = policies[lane].MaximumShare;
            // The smallest window still lets every lane through.
            var laneAllowance = Math.Max(1, (int)(allowance * share));
            var waiting = _lanes[(int)lane];
            while (waiting.First is { } first && taken.Count < limit)
            {
                var cost = first.Value.Text.Segments;
                if (open > 0 && open + cost > laneAllowance || !permit(cost, share))
                {
                    break;
                }

                open += cost;
                taken.Add(first.Value);
                waiting.RemoveFirst();
            }
        }

        return taken;
    }

    /// <summary>Forgets messages whose delivery went back to the queue.</summary>
    public void RemoveHeld(Lane lane)
    {
        var waiting = _lanes[(int)lane];
        for (var node = waiting.First; node is not null; )
        {
            var next = node.Next;
            if (node.Value.Hold is not null)
            {
                waiting.Remove(node);
            }

            node = next;
        }
    }

    /// <summary>Takes messages whose time is over.</summary>
    public List<OutgoingMessage> TakeExpired(long now)
    {
        var expired = new List<OutgoingMessage>();
        foreach (var lane in _lanes)
        {
            for (var node = lane.First; node is not null; )
            {
                var next = node.Next;
                if (node.Value.ExpiresAt != 0 && node.Value.ExpiresAt <= now)
                {
                    expired.Add(node.Value);
                    lane.Remove(node);
                }

                node = next;
            }
        }

        return expired;
    }
}
