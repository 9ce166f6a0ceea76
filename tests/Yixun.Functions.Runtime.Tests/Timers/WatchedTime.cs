using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Yixun.Functions.Runtime.Tests.Timers;

/// <summary>A clock that a test moves, and that tells when somebody has begun to wait on it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public WatchedTime(DateTimeOffset now)
        : base(now) { }

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Assert.True(_waits.Writer.TryWrite(dueTime));
        return timer;
    }

    /// <summary>Waits until somebody waits, and gives for how long.</summary>
    public async Task<TimeSpan> NextWaitAsync() =>
        await _waits.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
