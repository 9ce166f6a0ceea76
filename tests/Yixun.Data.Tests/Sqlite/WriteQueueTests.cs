using Xunit;
using Yixun.Data.Sqlite;

namespace Yixun.Data.Tests.Sqlite;

public sealed class WriteQueueTests : IDisposable
{
    private readonly WriteQueue<string> _queue = new();

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Take_operations_that_move_messages_on_come_first()
    {
        _queue.TryAdd("submit 1", 10, accepts: true);
        _queue.TryAdd("claim", 10, accepts: false);
        _queue.TryAdd("submit 2", 10, accepts: true);
        _queue.TryAdd("receipt", 10, accepts: false);

        Assert.Equal(["claim", "receipt", "submit 1", "submit 2"], Take(100, 100));
    }

    [Fact]
    public void Take_new_rows_are_limited_but_never_starved()
    {
        for (var index = 0; index < 3; index++)
        {
            _queue.TryAdd($"submit {index}", 10, accepts: true);
            _queue.TryAdd($"claim {index}", 10, accepts: false);
        }

        Assert.Equal(["claim 0", "claim 1", "claim 2", "submit 0"], Take(100, 5));
        Assert.Equal(["submit 1"], Take(100, 5));
        Assert.Equal(["submit 2"], Take(100, 5));
    }

    [Fact]
    public void Take_operation_larger_than_the_limit_goes_alone()
    {
        _queue.TryAdd("large", 1_000, accepts: false);
        _queue.TryAdd("small", 1, accepts: false);

        Assert.Equal(["large"], Take(100, 100));
        Assert.Equal(["small"], Take(100, 100));
    }

    [Fact]
    public void Close_hands_out_what_waits_and_takes_no_more()
    {
        _queue.TryAdd("last", 1, accepts: true);
        _queue.Close();

        Assert.False(_queue.TryAdd("too late", 1, accepts: false));
        Assert.Equal(["last"], Take(100, 100));
        Assert.Empty(Take(100, 100));
    }

    [Fact]
    public async Task Take_waits_for_the_first_operation()
    {
        var taking = Task.Run(() => Take(100, 100), TestContext.Current.CancellationToken);
        _queue.TryAdd("first", 1, accepts: true);

        Assert.Equal(
            ["first"],
            await taking.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)
        );
    }

    private List<string> Take(int maximumRows, int maximumAccepting)
    {
        var group = new List<string>();
        _queue.Take(group, maximumRows, maximumAccepting);
        return group;
    }
}
