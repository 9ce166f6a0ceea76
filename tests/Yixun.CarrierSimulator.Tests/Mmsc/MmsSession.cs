using System.Collections.Concurrent;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Media;
using Yixun.Carriers.Mm7.Messages;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests.Mmsc;

/// <summary>A simulator with one MMSC, the product's client of it, and the VASP that it posts to.</summary>
internal sealed class MmsSession : IFaultSession
{
    private readonly ConcurrentQueue<SubmitOutcome> _answers = new();
    private readonly ConcurrentBag<Task> _submits = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _transaction;

    private MmsSession(CarrierSimulatorHost host, VaspServer vasp, Mm7Client client)
    {
        Host = host;
        Vasp = vasp;
        Client = client;
        vasp.OnReport = _ => Order.Enqueue("report");
    }

    public static readonly byte[] Gif =
    [
        .. "GIF89a"u8,
        .. new byte[] { 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0 },
        .. new byte[] { 0, 2, 2, 0x44, 1, 0, 0x3B },
    ];

    public CarrierSimulatorHost Host { get; }

    public VaspServer Vasp { get; }

    public Mm7Client Client { get; }

    public Uri Address => new($"http://127.0.0.1:{Host.Gateways[0].Port}/mmsc/vasp?x=1");

    public IReadOnlyList<SubmitOutcome> Answers => [.. _answers];

    public IReadOnlyList<(string Id, string Status)> Told =>
        [.. Vasp.Reports.Select(static report => (report.MessageId, report.StatusWord))];

    public ConcurrentQueue<string> Order { get; } = new();

    public bool SawProtocolError =>
        Answers.Any(static answer =>
            answer.Reason?.StartsWith("unreadable answer", StringComparison.Ordinal) == true
        );

    public bool StoreReports
    {
        set => Vasp.Stores = value;
    }

    public static async Task<MmsSession> StartAsync(
        GatewayBehaviour? behaviour = null,
        Func<AccountOptions, AccountOptions>? change = null,
        Func<Mm7ClientSettings, Mm7ClientSettings>? settings = null,
        MmscOptions? mmsc = null
    )
    {
        var vasp = await VaspServer.StartAsync(TestContext.Current.CancellationToken);
        var account = new AccountOptions
        {
            SpId = "901234",
            Secret = "1234",
            ReportUrl = vasp.Address,
        };
        var host = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Gateways =
                [
                    new GatewayOptions
                    {
                        Name = "mobile",
                        Protocol = "mm7",
                        Accounts = [change?.Invoke(account) ?? account],
                        AccessNumbers = ["1069"],
                        Behaviour = behaviour ?? new GatewayBehaviour(),
                        Mmsc = mmsc ?? new MmscOptions(),
                    },
                ],
                Witness = true,
            },
            TestContext.Current.CancellationToken
        );
        var usual = new Mm7ClientSettings
        {
            Address = new Uri($"http://127.0.0.1:{host.Gateways[0].Port}/mmsc/vasp?x=1"),
            User = "901234",
            Password = "1234",
            Connections = 16,
            ResponseTimeout = TimeSpan.FromSeconds(5),
        };
        return new MmsSession(
            host,
            vasp,
            new Mm7Client(settings?.Invoke(usual) ?? usual, TimeProvider.System)
        );
    }

    /// <summary>A message with a text and a picture to one phone, which asks for both reports.</summary>
    public Mm7SubmitReq Message(string text = "您好", params ReadOnlySpan<string> phones) =>
        new()
        {
            TransactionId = $"T{Interlocked.Increment(ref _transaction)}",
            VaspId = "901234",
            VasId = "1069",
            SenderAddress = "106900001234",
            Recipients = new Mm7Recipients
            {
                To =
                [
                    .. phones.IsEmpty
                        ? [new Mm7Address("+8613800138000")]
                        : phones.ToArray().Select(static phone => new Mm7Address(phone)),
                ],
            },
            DeliveryReport = true,
            ReadReply = true,
            Subject = "检验报告",
            Content = Mm7Presentation.Build([
                new Mm7Slide
                {
                    MediaType = "image/gif",
                    Media = Gif,
                    Text = text,
                },
            ]),
        };

    public Task<Mm7SubmitResult> SubmitAsync(Mm7SubmitReq message) =>
        Client.SubmitAsync(message, TestContext.Current.CancellationToken);

    public Task SubmitAsync(string text, string destination, long messageId)
    {
        _submits.Add(KeepAsync(Message(text, destination) with { ReadReply = false }));
        return Task.CompletedTask;
    }

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            Assert.False(
                limit.IsCancellationRequested,
                $"Not {what}: {Host.TotalsOf("mobile")} {string.Join(';', Answers)}"
            );
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_submits);
        Client.Dispose();
        await Host.DisposeAsync();
        await Vasp.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task KeepAsync(Mm7SubmitReq message)
    {
        // As far as these tests go a silent MMSC is one that needs longer than two seconds.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        var result = await Client.SubmitAsync(message, limit.Token);
        Order.Enqueue("answer");
        _answers.Enqueue(result.Outcome);
    }
}
