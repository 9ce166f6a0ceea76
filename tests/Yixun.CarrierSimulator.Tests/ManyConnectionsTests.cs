using Xunit;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>One gateway with a thousand connections at once.</summary>
[CollectionDefinition(nameof(ManyConnectionsTests), DisableParallelization = true)]
[Collection(nameof(ManyConnectionsTests))]
public sealed class ManyConnectionsTests
{
    private const int Connections = 1_000;
    private const int Submits = 5;
    private const int Accounts = 10;

    /// <summary>Both ends with their sockets.</summary>
    private const long OctetsPerConnection = 48 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thousand_bound_connections_are_all_served()
    {
        await using var host = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Gateways =
                [
                    new GatewayOptions
                    {
                        Name = "mobile",
                        Protocol = "cmpp30",
                        Accounts =
                        [
                            .. Enumerable
                                .Range(0, Accounts)
                                .Select(index => new AccountOptions
                                {
                                    SpId = Account(index),
                                    Secret = "1234",
                                }),
                        ],
                        Behaviour = new GatewayBehaviour
                        {
                            ResponseDelay = 5,
                            ReportDelay = 20,
                            Overrides = new Dictionary<string, string>(),
                        },
                    },
                ],
                Witness = true,
            },
            Cancellation
        );
        var port = host.Gateways[0].Port;
        var before = GC.GetTotalMemory(true);
        var terminals = Enumerable
            .Range(0, Connections)
            .Select(index => new CmppTerminal(index, Account(index % Accounts), "1234"))
            .ToArray();
        try
        {
            await Parallel.ForEachAsync(
                terminals,
                new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation },
                async (terminal, token) => await terminal.BindAsync(port, token)
            );
            Assert.Equal(Connections, host.TotalsOf("mobile").Logins);
            Assert.InRange((GC.GetTotalMemory(true) - before) / Connections, 0, OctetsPerConnection);

            var threads = ThreadPool.ThreadCount;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var running = terminals.Select(terminal => terminal.RunAsync(Submits, enough.Token)).ToArray();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(25));
            while (
                terminals.Any(static terminal => terminal.Accepted < Submits)
                || host.TotalsOf("mobile").ReportsAcknowledged < Connections * Submits
            )
            {
                Assert.False(limit.IsCancellationRequested, $"{host.TotalsOf("mobile")}");
                await Task.Delay(20, Cancellation);
            }

            await enough.CancelAsync();
            await Task.WhenAll(running);
            Assert.InRange(ThreadPool.ThreadCount - threads, int.MinValue, 32);
        }
        finally
        {
            Array.ForEach(terminals, static terminal => terminal.Dispose());
        }

        Assert.All(terminals, static terminal => Assert.Equal(Submits, terminal.Accepted));
        Assert.Equal(Connections * Submits, terminals.Sum(static terminal => terminal.Reports));
        Assert.Equal(
            (Connections * (long)Submits, 0L),
            (host.WitnessTotals!.Distinct, host.WitnessTotals.Repeated)
        );
        Assert.Equal((0L, 0L), (host.TotalsOf("mobile").Retries, host.TotalsOf("mobile").GivenUp));
    }

    private static string Account(int index) => $"9012{index:D2}";
}
