using Yixun.Carriers.Links;

namespace Yixun.Carriers.Mm7;

/// <summary>
/// Whether the MMSC answers, as far as its answers show; how many submits may be out. Thread-safe. MM7 has no login: it
/// counts as bound once its port takes a connection, and as lost when it refuses our credentials, when a request could not
/// be sent, or after some that were not answered. Then one submit alone shows that it is there again.
/// </summary>
internal sealed class Mm7Availability(int slots, int silencesUntilLost)
{
    private readonly Lock _gate = new();
    private bool _bound;
    private bool _onTrial;
    private int _inFlight;
    private int _silences;

    public bool IsBound
    {
        get
        {
            lock (_gate)
            {
                return _bound;
            }
        }
    }

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Submits that may be out.</summary>
    public int Window
    {
        get
        {
            lock (_gate)
            {
                return !_bound ? 0
                    : _onTrial ? 1
                    : slots;
            }
        }
    }

    public bool TryEnter()
    {
        lock (_gate)
        {
            if (!_bound || _inFlight >= (_onTrial ? 1 : slots))
            {
                return false;
            }

            _inFlight++;
            return true;
        }
    }

    /// <summary>A submit is over.</summary>
    /// <returns>True when it shows that the MMSC is gone, and that was not known.</returns>
    public bool Leave(Mm7Sign sign)
    {
        lock (_gate)
        {
            _inFlight--;
            switch (sign)
            {
                case Mm7Sign.Answered:
                    _onTrial = false;
                    _silences = 0;
                    return false;
                case Mm7Sign.Silent:
                    return ++_silences >= silencesUntilLost && Lose();
                case Mm7Sign.Gone:
                    return Lose();
                default:
                    return false;
            }
        }
    }

    public void Bind()
    {
        lock (_gate)
        {
            _bound = true;
            _silences = 0;
        }
    }

    private bool Lose()
    {
        var was = _bound;
        _bound = false;
        _onTrial = true;
        return was;
    }
}
