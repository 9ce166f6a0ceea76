using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Messages;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests.Supervision;

/// <summary>Messages that wait on a channel that is switched off.</summary>
public sealed class LeftChannelTests : IDisposable
{
    private const string Account = "901234";
    private const string Secret = "left-behind";
    private const int OfEach = 30;
    private static readonly string Assembly = PlatformFixture.AssemblyOf("Yixun.Standalone");
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-left-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Messages_ofAChannelThatLeft_goOverAnotherOrFail()
    {
        await using var carriers = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Witness = true,
                Gateways =
                [
                    new GatewayOptions
                    {
                        Name = "new",
                        Accounts = [new AccountOptions { SpId = Account, Secret = Secret }],
                    },
                ],
            },
            Cancellation
        );
        // Nobody listens there, so that everything stays queued.
        var platform = await StartAsync("old", 1, "Mobile", "Unicom");
        using (var client = new SignedClient(platform, 1))
        {
            await client.SubmitBatchAsync(BodyOf("1380155"), Cancellation);
            await client.SubmitBatchAsync(BodyOf("1310155"), Cancellation);
        }

        await UntilAsync(async () =>
            (await CountAsync()).GetValueOrDefault(MessageState.Queued) == 2 * OfEach
        );
        Assert.Equal(0, await platform.StopAsync(TimeSpan.FromSeconds(20)));

        await using var again = await StartAsync("new", carriers.Gateways[0].Port, "Mobile");
        await UntilAsync(async () =>
            await CountAsync() is { Count: 2 } counts
            && counts.GetValueOrDefault(MessageState.Delivered) == OfEach
            && counts.GetValueOrDefault(MessageState.Failed) == OfEach
        );

        Assert.Equal(
            (OfEach, 0),
            ((int)carriers.WitnessTotals!.Segments, (int)carriers.WitnessTotals.Repeated)
        );
        using var database = Open();
        await using var context = database.CreateContext();
        var failed = await context
            .Messages.Where(message => message.State == MessageState.Failed)
            .ToListAsync(Cancellation);
        Assert.All(failed, message => Assert.Equal(MessageReasons.NoRoute, message.Reason));
        var moved = await context
            .Messages.Where(message => message.State == MessageState.Delivered)
            .ToListAsync(Cancellation);
        Assert.All(
            moved,
            message =>
                Assert.EndsWith(
                    "channel=new by=only; rerouted from=old why=disabled",
                    message.Trace,
                    StringComparison.Ordinal
                )
        );
        var happened = await context
            .ChannelEvents.Where(row => row.ChannelId == "old" && row.Kind == "rerouted")
            .ToListAsync(Cancellation);
        Assert.Equal(
            $"通道已停用，等待中的短信：{OfEach} 条改由 new 发送，{OfEach} 条没有其他通道可用，发送失败",
            Assert.Single(happened).Detail
        );
    }

    private Task<Platform> StartAsync(string channel, int port, params string[] carriers)
    {
        var settings = JsonSerializer.Serialize(
            new
            {
                Channels = new[]
                {
                    new
                    {
                        Id = channel,
                        Carriers = carriers,
                        AccessNumber = "106900001234",
                        Host = "127.0.0.1",
                        Port = port,
                        Account,
                        Secret,
                        MaximumBackoff = "00:00:01",
                    },
                },
                Health = new { OrphanInterval = "00:00:01" },
            }
        );
        return Platform.StartAsync(
            Assembly,
            $"{Platform.OpenLanes},{settings[1..^1]}",
            _folder,
            0,
            Cancellation
        );
    }

    private static byte[] BodyOf(string prefix) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                lane = "care",
                content = "请按时复诊。",
                to = Enumerable
                    .Range(100, OfEach)
                    .Select(index => prefix + index.ToString("D4", CultureInfo.InvariantCulture)),
            },
            JsonSerializerOptions.Web
        );

    private async Task<Dictionary<MessageState, int>> CountAsync()
    {
        using var database = Open();
        await using var context = database.CreateContext();
        return await context
            .Messages.GroupBy(message => message.State)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), Cancellation);
    }

    private Data.Sqlite.SqliteDatabase Open() => new(Path.Combine(_folder, "data", "yixun.db"));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(150));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, "It never came so.");
            await Task.Delay(200, Cancellation);
        }
    }
}
