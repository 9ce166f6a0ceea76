namespace Yixun.Carriers.Links;

/// <summary>A token that is cancelled after a while or when the owner stops, whichever comes first.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _either;

    public TimeLimit(TimeSpan span, TimeProvider time, CancellationToken stopping)
    {
        _time = new CancellationTokenSource(span, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, stopping);
    }

    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
    }
}
