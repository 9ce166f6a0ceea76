using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.Core.Messages;
using Yixun.Core.Routing;

namespace Yixun.CarrierDaemon.Channels;

/// <content>Its claims: taken just before sending, given back when nothing was sent.</content>
internal sealed partial class ChannelPump
{
    /// <summary>Claims messages and makes those claimed ready; expires those whose time is over.</summary>
    private async Task ClaimAsync(List<OutgoingMessage> taken, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var late = now.ToUnixTimeMilliseconds();
        var expired = taken.FindAll(message => message.ExpiresAt != 0 && message.ExpiresAt <= late);
        var claiming = expired.Count == 0 ? taken : taken.FindAll(message => !expired.Contains(message));
        try
        {
            if (expired.Count > 0)
            {
                await _store.ExpireAsync(expired.ConvertAll(message => message.Id), now, cancellationToken);
            }

            await LoadMmsAsync(claiming, cancellationToken);
            var claimed = await _store.ClaimAsync(
                _settings.Id,
                claiming.Count == 0 ? Lane.Promotion : claiming.Min(message => message.Lane),
                claiming.ConvertAll(message => message.Id),
                _lease.Token,
                // A claim that is on its way is waited for even while stopping: it must be known what was claimed.
                CancellationToken.None
            );
            lock (_gate)
            {
                for (var index = 0; index < claimed.Length; index++)
                {
                    if (claimed[index])
                    {
                        _ready.AddLast(claiming[index]);
                    }
                    else
                    {
                        _open -= claiming[index].Text.Segments;
                    }
                }

                _open -= expired.Sum(message => message.Text.Segments);
            }
        }
        catch
        {
            lock (_gate)
            {
                foreach (var message in Enumerable.Reverse(taken))
                {
                    _open -= message.Text.Segments;
                    _buffer.AddFirst(message);
                }
            }

            throw;
        }

        await SettleHoldsAsync(taken);
    }

    /// <summary>Reads the media of those that have any: once claimed they must not wait for the database.</summary>
    private async Task LoadMmsAsync(List<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        if (_settings.Kind != ChannelKind.Mms)
        {
            return;
        }

        foreach (var mms in messages.Select(message => message.Text).OfType<PreparedMms>().Distinct())
        {
            await mms.LoadAsync(_mms, cancellationToken);
        }
    }

    /// <summary>Ends claims of messages of which nothing was sent, and lets them wait again.</summary>
    /// <param name="everything">Also those that are ready; for when the channel stops or has no connection.</param>
    private async Task GiveBackAsync(bool everything, CancellationToken cancellationToken)
    {
        List<OutgoingMessage> back;
        lock (_gate)
        {
            back = [.. _givingBack];
            _givingBack.Clear();
            if (everything || _link.BoundConnections == 0)
            {
                back.AddRange(_ready.Where(message => message.Sent == 0));
                foreach (var message in back)
                {
                    _ready.Remove(message);
                }
            }
        }

        if (back.Count == 0)
        {
            return;
        }

        try
        {
            await _store.ReleaseAsync(
                back.ConvertAll(message => message.Id),
                _lease.Token,
                cancellationToken
            );
        }
        catch
        {
            lock (_gate)
            {
                _givingBack.InsertRange(0, back);
            }

            throw;
        }

        lock (_gate)
        {
            foreach (var message in Enumerable.Reverse(back))
            {
                _open -= message.Text.Segments;
                message.Again = null;
                message.Owed = 0;
                _buffer.AddFirst(message);
            }
        }
    }

    /// <summary>While nothing can be sent, messages still expire.</summary>
    private async Task DropExpiredAsync(CancellationToken cancellationToken)
    {
        List<OutgoingMessage> expired;
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            expired = _buffer.TakeExpired(now.ToUnixTimeMilliseconds());
        }

        if (expired.Count == 0)
        {
            return;
        }

        try
        {
            await _store.ExpireAsync(expired.ConvertAll(message => message.Id), now, cancellationToken);
        }
        catch
        {
            lock (_gate)
            {
                expired.ForEach(_buffer.AddFirst);
            }

            throw;
        }

        await SettleHoldsAsync(expired);
    }

    private void FreeSlots(int segments)
    {
        lock (_gate)
        {
            _open -= segments;
        }

        _signal.Set();
    }
}
