namespace Yixun.CarrierSimulator.Phones;

/// <summary>Messages and unfinished long messages of one number. The store's lock guards it.</summary>
internal sealed class Phone
{
    private const int PartialLimit = 32;
    private const int CopyHorizon = 20;
    private readonly List<PhoneMessage?> _messages = [];
    private readonly Dictionary<(string Source, int Reference, int Total), byte[]?[]> _partial = [];
    private int _first;

    public IEnumerable<PhoneMessage> Messages => _messages.Skip(_first).OfType<PhoneMessage>();

    public bool IsEmpty => _first == _messages.Count && _partial.Count == 0;

    /// <summary>Finds the same text among the latest ones.</summary>
    public PhoneMessage? FindCopy(string source, string text, string? fingerprint)
    {
        for (
            var index = _messages.Count - 1;
            index >= Math.Max(_first, _messages.Count - CopyHorizon);
            index--
        )
        {
            if (
                _messages[index] is { } message
                && message.Text == text
                && message.Source == source
                && message.Mms?.Fingerprint == fingerprint
            )
            {
                return message;
            }
        }

        return null;
    }

    public void Add(PhoneMessage message) => _messages.Add(message);

    public void RemoveOldest()
    {
        _messages[_first++] = null;
        if (_first > 64 && _first * 2 > _messages.Count)
        {
            _messages.RemoveRange(0, _first);
            _first = 0;
        }
    }

    /// <summary>Adds a segment of a long message.</summary>
    /// <returns>The octets of all segments when it was the last one missing.</returns>
    public byte[]? AddSegment(string source, int reference, int total, int index, ReadOnlySpan<byte> payload)
    {
        var key = (source, reference, total);
        if (!_partial.TryGetValue(key, out var parts))
        {
            if (_partial.Count == PartialLimit)
            {
                _partial.Remove(_partial.Keys.First());
            }

            parts = new byte[]?[total];
            _partial.Add(key, parts);
        }

        parts[index - 1] = payload.ToArray();
        if (Array.Exists(parts, static part => part is null))
        {
            return null;
        }

        _partial.Remove(key);
        return [.. parts.SelectMany(static part => part!)];
    }
}
