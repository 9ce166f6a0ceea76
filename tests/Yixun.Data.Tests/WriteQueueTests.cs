using Xunit;
using Yixun.Data.Writing;

namespace Yixun.Data.Tests;

public sealed class WriteQueueTests : IDisposable
{
    private readonly WriteQueue<string> _queue = new();

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Take_the_urgent_come_first_then_what_moves_messages_on()
    {
        _queue.TryAdd("submit 1", 10, WriteUrgency.Accepting);
        _queue.TryAdd("index", 10, WriteUrgency.Background);
        _queue.TryAdd("claim", 10, WriteUrgency.Moving);
        _queue.TryAdd("submit 2", 10, WriteUrgency.Accepting);
        _queue.TryAdd("alert", 10, WriteUrgency.Urgent);
        _queue.TryAdd("receipt", 10, WriteUrgency.Moving);

        Assert.Equal(["alert", "claim", "receipt", "submit 1", "submit 2", "index"], Take());
    }

    [Fact]
    public void Take_every_kind_has_its_budget_of_rows_and_none_is_starved()
    {
        for (var index = 0; index < 3; index++)
        {
            _queue.TryAdd($"submit {index}", 800, WriteUrgency.Accepting);
            _queue.TryAdd($"claim {index}", 1_500, WriteUrgency.Moving);
        }

        Assert.Equal(["claim 0", "claim 1", "submit 0", "submit 1"], Take());
        Assert.Equal(["claim 2", "submit 2"], Take());
    }

    [Fact]
    public void Take_operation_larger_than_its_budget_is_taken_alone_of_its_kind()
    {
        _queue.TryAdd("large", 100_000, WriteUrgency.Moving);
        _queue.TryAdd("small", 1, WriteUrgency.Moving);

        Assert.Equal(["large"], Take());
        Assert.Equal(["small"], Take());
    }

    [Fact]
    public void Close_hands_out_what_waits_and_takes_no_more()
    {
        _queue.TryAdd("last", 1, WriteUrgency.Accepting);
        _queue.Close();

        Assert.False(_queue.TryAdd("too late", 1, WriteUrgency.Moving));
        Assert.Equal(["last"], Take());
        Assert.Empty(Take());
    }

    [Fact]
    public async Task Take_waits_for_the_first_operation()
    {
        var taking = Task.Run(() => Take(), TestContext.Current.CancellationToken);
        _queue.TryAdd("first", 1, WriteUrgency.Accepting);

        Assert.Equal(
            ["first"],
            await taking.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)
        );
    }

    private List<string> Take()
    {
        var group = new List<string>();
        _queue.Take(group);
        return group;
    }
}
