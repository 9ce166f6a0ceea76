using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Model;
using Yixun.Functions.Tests.Replies;
using Yixun.Functions.Timers;
using Yixun.Messaging;
using Yixun.Messaging.InProcess;

namespace Yixun.Functions.Tests.Timers;

public sealed class ClaimRecoveryTests
{
    /// <summary>More than are read in a moment.</summary>
    private const int ManyChunks = 101;

    [Fact]
    public async Task RecoverClaimsAsync_waits_for_receipts_except_in_lanes_that_rather_send_twice()
    {
        await using var bench = await ReplyBench.CreateAsync(
            new Dictionary<string, string?> { ["Yixun:Lanes:Critical:AtLeastOnce"] = "true" }
        );
        await ClaimAsync(bench, 1, Lane.Reminder);
        await ClaimAsync(bench, 2, Lane.Critical);
        var queues = bench.Get<InProcessQueues>();
        await queues.DeclareAsync(QueueNames.Receipts, ReplyBench.Cancellation);
        for (var chunk = 0; chunk < ManyChunks; chunk++)
        {
            await queues.PublishAsync(QueueNames.Receipts, new byte[] { 1 }, ReplyBench.Cancellation);
        }

        var sweeper = bench.Get<Sweeper>();
        await sweeper.RecoverClaimsAsync(ReplyBench.Cancellation);
        Assert.Equal([MessageState.Submitting, MessageState.Queued], await StatesAsync(bench));

        await using var receiver = await queues.OpenAsync(QueueNames.Receipts, 1, ReplyBench.Cancellation);
        await (await receiver.ReceiveAsync(ReplyBench.Cancellation)).AcknowledgeAsync();
        await sweeper.RecoverClaimsAsync(ReplyBench.Cancellation);
        Assert.Equal([MessageState.Uncertain, MessageState.Queued], await StatesAsync(bench));
    }

    [Fact]
    public async Task RecoverClaimsAsync_waits_for_receipts_that_nobody_reads_a_quarter_of_an_hour()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await ClaimAsync(bench, 1, Lane.Reminder);

        // No queue, no answer: what stands in it is not known.
        var sweeper = bench.Get<Sweeper>();
        await sweeper.RecoverClaimsAsync(ReplyBench.Cancellation);
        bench.Time.Advance(TimeSpan.FromMinutes(15));
        await sweeper.RecoverClaimsAsync(ReplyBench.Cancellation);
        Assert.Equal([MessageState.Submitting], await StatesAsync(bench));

        bench.Time.Advance(TimeSpan.FromSeconds(5));
        await sweeper.RecoverClaimsAsync(ReplyBench.Cancellation);
        Assert.Equal([MessageState.Uncertain], await StatesAsync(bench));
    }

    /// <summary>As a process left it that has died: no lease has its number.</summary>
    private static Task ClaimAsync(ReplyBench bench, long id, Lane lane) =>
        bench.ChangeAsync(context =>
            context.Messages.Add(
                new MessageEntity
                {
                    Id = id,
                    BatchId = id,
                    Lane = lane,
                    State = MessageState.Submitting,
                    PhoneCipher = [1],
                    ChannelId = ReplyBench.Channel,
                    Owner = 7,
                }
            )
        );

    private static async Task<List<MessageState>> StatesAsync(ReplyBench bench) =>
        [.. (await bench.RowsAsync<MessageEntity>()).OrderBy(row => row.Id).Select(row => row.State)];
}
