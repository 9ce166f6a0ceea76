using Yixun.Carriers.Links;

namespace Yixun.CarrierSimulator.Phones;

/// <summary>What all phones received, the newest messages only. Thread-safe.</summary>
/// <param name="limit">Messages kept.</param>
/// <param name="time">Clock of the messages.</param>
/// <param name="mediaLimit">Octets of media kept; the oldest go first, their sizes and digests stay.</param>
internal sealed class PhoneStore(int limit, TimeProvider time, long mediaLimit = PhoneStore.UsualMediaLimit)
{
    public const long UsualMediaLimit = 64 * 1024 * 1024;
    private readonly Queue<PhoneMedium> _media = new();
    private long _mediaOctets;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Phone> _phones = [];
    private PhoneMessage?[] _newest = new PhoneMessage?[limit];
    private long _lastId;
    private long _firstId;

    public int Phones
    {
        get
        {
            lock (_gate)
            {
                return _phones.Count;
            }
        }
    }

    public long Messages => Volatile.Read(ref _lastId);

    /// <summary>A segment arrives at a phone.</summary>
    public void Receive(
        string phone,
        string source,
        string gateway,
        string carrier,
        byte format,
        bool hasHeader,
        ReadOnlySpan<byte> content
    )
    {
        if (limit == 0)
        {
            return;
        }

        var header = hasHeader ? UserDataHeader.Parse(content) : default;
        var payload = content[header.Length..];
        var whole = header.Concatenation is { Total: > 1 } ? null : InboundText.Decode(format, payload);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_phones.TryGetValue(phone, out var received))
            {
                received = new Phone();
                _phones.Add(phone, received);
            }

            var segments = 1;
            if (whole is null && header.Concatenation is { } place)
            {
                var octets = received.AddSegment(source, place.Reference, place.Total, place.Index, payload);
                if (octets is null)
                {
                    return;
                }

                whole = InboundText.Decode(format, octets);
                segments = place.Total;
            }

            Add(received, phone, source, gateway, carrier, whole!, segments, now, null);
        }
    }

    /// <summary>An MMS arrives at a phone.</summary>
    public void Receive(string phone, string source, string gateway, string carrier, PhoneMms mms)
    {
        if (limit == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_phones.TryGetValue(phone, out var received))
            {
                received = new Phone();
                _phones.Add(phone, received);
            }

            if (Add(received, phone, source, gateway, carrier, mms.Text, 1, now, mms))
            {
                Keep(mms);
            }
        }
    }

    /// <summary>A message that is still shown; null when it is not.</summary>
    public PhoneMessage? Find(long id)
    {
        lock (_gate)
        {
            return id >= OldestId() && id <= _lastId ? Copy(_newest[id % limit]!) : null;
        }
    }

    /// <summary>Messages of one phone, oldest first.</summary>
    public IReadOnlyList<PhoneMessage> Of(string phone)
    {
        lock (_gate)
        {
            return _phones.TryGetValue(phone, out var received) ? [.. received.Messages.Select(Copy)] : [];
        }
    }

    /// <summary>The latest message of each of the phones that received something last.</summary>
    public IReadOnlyList<PhoneMessage> Latest(int count)
    {
        var seen = new HashSet<string>();
        var latest = new List<PhoneMessage>();
        lock (_gate)
        {
            for (var id = _lastId; id >= OldestId() && latest.Count < count; id--)
            {
                var message = _newest[id % limit]!;
                if (seen.Add(message.Phone))
                {
                    latest.Add(Copy(message));
                }
            }
        }

        return latest;
    }

    /// <summary>Messages after an id, oldest first.</summary>
    public IReadOnlyList<PhoneMessage> After(long id, int count)
    {
        var messages = new List<PhoneMessage>();
        lock (_gate)
        {
            for (var next = Math.Max(id + 1, OldestId()); next <= _lastId && messages.Count < count; next++)
            {
                messages.Add(Copy(_newest[next % limit]!));
            }
        }

        return messages;
    }

    public void Clear()
    {
        lock (_gate)
        {
            _phones.Clear();
            _newest = new PhoneMessage?[limit];
            _firstId = _lastId + 1;
            _media.Clear();
            _mediaOctets = 0;
        }
    }

    /// <summary>Lets go of the oldest media when there are too many. Media of several phones count for each.</summary>
    private void Keep(PhoneMms mms)
    {
        foreach (var medium in mms.Media)
        {
            _media.Enqueue(medium);
            _mediaOctets += medium.Size;
        }

        while (_mediaOctets > mediaLimit && _media.TryDequeue(out var oldest))
        {
            _mediaOctets -= oldest.Size;
            oldest.Forget();
        }
    }

    /// <returns>False when it is a copy of a message that the phone shows.</returns>
    private bool Add(
        Phone received,
        string phone,
        string source,
        string gateway,
        string carrier,
        string text,
        int segments,
        DateTimeOffset now,
        PhoneMms? mms
    )
    {
        if (received.FindCopy(source, text, mms?.Fingerprint) is { } known)
        {
            known.Copies++;
            known.LastReceivedAt = now;
            return false;
        }

        var message = new PhoneMessage
        {
            Id = _lastId + 1,
            Phone = phone,
            Source = source,
            Text = text,
            Mms = mms,
            Carrier = carrier,
            Gateway = gateway,
            Segments = segments,
            ReceivedAt = now,
            LastReceivedAt = now,
        };
        ref var place = ref _newest[message.Id % limit];
        if (place is { } oldest && _phones.TryGetValue(oldest.Phone, out var former))
        {
            former.RemoveOldest();
            if (former.IsEmpty && !ReferenceEquals(former, received))
            {
                _phones.Remove(oldest.Phone);
            }
        }

        place = message;
        received.Add(message);
        Volatile.Write(ref _lastId, message.Id);
        return true;
    }

    private long OldestId() =>
        limit == 0 ? long.MaxValue : Math.Max(Math.Max(1, _firstId), _lastId - limit + 1);

    // Copies and their time change under the lock; what leaves it must not.
    private static PhoneMessage Copy(PhoneMessage message) => message with { };
}
