using Xunit;
using Yixun.Data.Model;
using Yixun.Functions.Callbacks;
using Yixun.Standalone.Tests;

namespace Yixun.Functions.Tests.Replies;

public sealed class CallbackDeliveryTests
{
    [Fact]
    public async Task StartDue_receiver_down_then_up_is_tried_again_with_the_same_id()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Status = 500;
        var secret = await PointAsync(bench, "his", receiver.Url);
        await AddAsync(bench, "his", "一");

        await RunAsync(bench);
        var failed = Assert.Single(await bench.RowsAsync<CallbackEntity>());
        bench.Time.Advance(TimeSpan.FromSeconds(4));
        await RunAsync(bench);
        receiver.Status = 200;
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await RunAsync(bench);
        await RunAsync(bench);

        Assert.Equal(
            (CallbackState.Pending, 1, 500, "HTTP 500"),
            (failed.State, failed.Tries, failed.LastStatus, failed.LastError)
        );
        var delivered = Assert.Single(await bench.RowsAsync<CallbackEntity>());
        Assert.Equal(
            (CallbackState.Delivered, 2, 200, null),
            (delivered.State, delivered.Tries, delivered.LastStatus, delivered.LastError)
        );
        Assert.Equal(2, receiver.Callbacks.Count);
        Assert.All(
            receiver.Callbacks,
            callback =>
            {
                Assert.Equal(($"{failed.Id}", "his"), (callback.Id, callback.Key));
                Assert.True(callback.IsSignedWith(secret));
                Assert.False(callback.IsSignedWith(secret + "x"));
            }
        );
        Assert.Equal(2, receiver.Callbacks.DistinctBy(callback => callback.Nonce).Count());
    }

    [Theory]
    [InlineData(410, CallbackState.Failed)]
    [InlineData(302, CallbackState.Pending)]
    [InlineData(404, CallbackState.Pending)]
    [InlineData(202, CallbackState.Delivered)]
    public async Task StartDue_status_decides_whether_it_goes_on(int status, CallbackState state)
    {
        await using var bench = await ReplyBench.CreateAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Status = status;
        await PointAsync(bench, "his", receiver.Url);
        await AddAsync(bench, "his", "一");

        await RunAsync(bench);

        Assert.Equal(state, Assert.Single(await bench.RowsAsync<CallbackEntity>()).State);
    }

    [Fact]
    public async Task StartDue_nobody_answers_for_a_day_is_given_up()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await PointAsync(bench, "his", "http://127.0.0.1:1/");
        await AddAsync(bench, "his", "一");

        var rounds = 0;
        CallbackEntity row;
        do
        {
            await RunAsync(bench);
            row = Assert.Single(await bench.RowsAsync<CallbackEntity>());
            bench.Time.Advance(TimeSpan.FromMinutes(61));
        } while (row.State == CallbackState.Pending && ++rounds < 100);

        Assert.Equal((CallbackState.Failed, null), (row.State, row.NextTryAt));
        Assert.InRange(row.Tries, 20, 25);
        Assert.Null(row.LastStatus);
        Assert.NotNull(row.LastError);
    }

    [Fact]
    public async Task StartDue_slow_system_delays_only_itself()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await using var slow = await CallbackReceiver.StartAsync();
        await using var fast = await CallbackReceiver.StartAsync();
        var gate = new TaskCompletionSource();
        slow.Gate = gate.Task;
        await PointAsync(bench, "his", slow.Url);
        await PointAsync(bench, "lis", fast.Url);
        await AddAsync(bench, "his", "慢");
        for (var index = 0; index < 20; index++)
        {
            await AddAsync(bench, "lis", $"快{index}");
        }

        var delivery = bench.Get<CallbackDelivery>();
        await delivery.StartDueAsync(ReplyBench.Cancellation);
        for (var index = 0; index < 20; index++)
        {
            await fast.WaitForAsync($"快{index}", ReplyBench.Cancellation);
        }

        gate.SetResult();
        await delivery.WaitForRunsAsync();
        Assert.Equal(20, fast.Callbacks.Count);
        Assert.Single(slow.Callbacks);
    }

    [Fact]
    public async Task StartDue_system_without_address_waits()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await AddAsync(bench, "his", "一");

        await RunAsync(bench);

        var row = Assert.Single(await bench.RowsAsync<CallbackEntity>());
        Assert.Equal((CallbackState.Pending, 1), (row.State, row.Tries));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(11, 3600)]
    [InlineData(1000, 3600)]
    public void WaitAfter_doubles_up_to_an_hour(int tries, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), CallbackSchedule.WaitAfter(tries));

    private static async Task RunAsync(ReplyBench bench)
    {
        var delivery = bench.Get<CallbackDelivery>();
        await delivery.StartDueAsync(ReplyBench.Cancellation);
        await delivery.WaitForRunsAsync();
    }

    private static async Task<string> PointAsync(ReplyBench bench, string system, string url)
    {
        const string Secret = "callback-secret-0123456789";
        await bench.ChangeAsync(context =>
        {
            var row = context.ConnectedSystems.Single(row => row.Key == system);
            row.CallbackUrl = url;
            row.CallbackSecretId = bench.Get<Core.Ids.MessageIdGenerator>().Next();
            row.CallbackSecretCipher = bench
                .Get<Core.Security.FieldCipher>()
                .Encrypt(row.CallbackSecretId, Core.Security.CipherField.CallbackSecret, Secret);
        });
        return Secret;
    }

    private static Task AddAsync(ReplyBench bench, string system, string content) =>
        bench.ChangeAsync(context =>
            context.Callbacks.Add(
                bench
                    .Get<CallbackOutbox>()
                    .Create(
                        bench.System(system).Id,
                        CallbackKinds.Reply,
                        bench.Get<Core.Ids.MessageIdGenerator>().Next(),
                        _ => new { reply = new { content } }
                    )
            )
        );
}
