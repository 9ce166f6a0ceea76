using System.Collections.Concurrent;
using System.Net.Sockets;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Phones;
using Yixun.CarrierSimulator.Protocols;
using Yixun.Core.Text;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>One simulated gateway: its port, its accounts, its connections and what is due later.</summary>
internal sealed partial class GatewayServer : IGateway
{
    private readonly SemaphoreSlim _listening = new(1);
    private readonly ConcurrentDictionary<GatewayConnection, Task> _connections = new();
    private readonly Dictionary<string, GatewayAccount> _accounts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly DelayWheel<DelayedAction> _wheel;
    private readonly TimeProvider _time;
    private readonly PhoneStore _phones;
    private readonly Witness? _witness;
    private readonly int _seed;
    private Behaviour _behaviour;
    private GatewayPort? _port;
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private Task _ticking = Task.CompletedTask;
    private Task _calling = Task.CompletedTask;
    private int _connectionNumber;
    private int _replyReference;

    public GatewayServer(
        GatewayOptions options,
        int seed,
        PhoneStore phones,
        Witness? witness,
        TimeProvider time
    )
    {
        Options = options;
        _behaviour = new Behaviour(options.Behaviour);
        _accounts = options.Accounts.ToDictionary(
            static account => account.SpId,
            static account => new GatewayAccount(account)
        );
        _phones = phones;
        _witness = witness;
        _time = time;
        _seed = seed;
        _wheel = new DelayWheel<DelayedAction>(Now);
        Ids = new MessageIds(time, Random.Shared.Next(1, 0x3F_FFFF));
        Minute = new MinuteText(time);
        Meter = new SubmitMeter(time);
    }

    public GatewayOptions Options { get; }

    public GatewayCounters Counters { get; } = new();

    public MessageIds Ids { get; }

    public MinuteText Minute { get; }

    public SubmitMeter Meter { get; }

    public TimeProvider Time => _time;

    public int Port => _port?.Number ?? 0;

    public bool IsListening => Volatile.Read(ref _listener) is not null;

    public IEnumerable<GatewayAccount> Accounts => _accounts.Values;

    public IReadOnlyList<AccountState> AccountStates =>
        [
            .. _accounts.Values.Select(static account => new AccountState(
                account.Options.SpId,
                account.Connections.Length,
                account.Waiting
            )),
        ];

    public int ConnectionCount => _connections.Count;

    public Behaviour Behaviour => Volatile.Read(ref _behaviour);

    private long Now => _time.GetTimestamp() * 1000 / _time.TimestampFrequency;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _port = new GatewayPort(Options.Address, Options.Port);
        Listen(_port);
        _ticking = Task.Run(TickAsync, CancellationToken.None);
        _calling = Task.WhenAll(
            _accounts
                .Values.Where(account => account.Options.Callback is not null)
                .Select(account =>
                    new Callback(this, account, account.Options.Callback!).RunAsync(_stopping.Token)
                )
        );
        return Task.CompletedTask;
    }

    public void Check(GatewayBehaviour behaviour) => behaviour.Validate();

    public void Change(GatewayBehaviour behaviour) =>
        Volatile.Write(ref _behaviour, new Behaviour(behaviour));

    public GatewayAccount? Find(string spId) => _accounts.GetValueOrDefault(spId);

    public int Disconnect()
    {
        var cut = 0;
        foreach (var connection in _connections.Keys)
        {
            Interlocked.Increment(ref Counters.Cut);
            connection.Close();
            cut++;
        }

        return cut;
    }

    /// <summary>An account that is connected gets it; long texts become several segments.</summary>
    public void Reply(string from, string to, string text)
    {
        var account =
            _accounts.Values.FirstOrDefault(static each => each.Connections.Length > 0)
            ?? _accounts.Values.First();
        var coding = TextSegmenter.ChooseCoding(text);
        var reference = (byte)Interlocked.Increment(ref _replyReference);
        var segments = UserDataEncoder.Encode(text, coding, reference);
        foreach (var segment in segments)
        {
            account.Queue(
                new PendingDelivery
                {
                    DeliveryId = Ids.Next(),
                    Access = to,
                    Phone = from,
                    Content = segment,
                    Format = coding == TextCoding.Ucs2 ? (byte)8 : (byte)0,
                    HasHeader = segments.Length > 1,
                }
            );
        }

        account.Pump();
    }

    /// <summary>A segment was accepted.</summary>
    public void Accept(
        string destination,
        string source,
        byte format,
        bool hasHeader,
        ReadOnlySpan<byte> content,
        bool delivered
    )
    {
        _witness?.Count(destination, source, format, hasHeader, content);
        if (delivered)
        {
            _phones.Receive(destination, source, Options.Name, Options.Carrier, format, hasHeader, content);
        }
    }

    public void RespondLater(
        GatewayConnection connection,
        in SubmitKey key,
        SubmitAnswer answer,
        int delay
    ) => _wheel.Add(Now + delay, new DelayedAction(connection, key, answer, null, null));

    public void DeliverLater(GatewayAccount account, PendingDelivery delivery, int delay) =>
        _wheel.Add(Now + delay, new DelayedAction(null, default, default, account, delivery));

    public void Ended(GatewayConnection connection) => _connections.TryRemove(connection, out _);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener?.Dispose();
        var running = _connections.Values.ToArray();
        foreach (var connection in _connections.Keys)
        {
            connection.Close();
        }

        await Task.WhenAll([_accepting, _ticking, _calling, .. running]);
        _port?.Dispose();
        _listening.Dispose();
        _stopping.Dispose();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(DelayWheel<DelayedAction>.Step), _time);
        List<DelayedAction> due = [];
        var nextSweep = Now + 100;
        var lastCut = Now;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                _wheel.TakeDue(Now, due);
                Run(due);
                due.Clear();
                if (Now >= nextSweep)
                {
                    nextSweep = Now + 100;
                    Sweep(ref lastCut);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator stops.
        }
    }

    private static void Run(List<DelayedAction> due)
    {
        if (due.Count == 0)
        {
            return;
        }

        HashSet<GatewayConnection> written = [];
        HashSet<GatewayAccount> queued = [];
        foreach (var action in due)
        {
            if (action.Connection is { } connection)
            {
                connection.WriteLate(action.Key, action.Answer);
                written.Add(connection);
            }
            else if (action is { Account: { } account, Delivery: { } delivery })
            {
                account.Queue(delivery);
                queued.Add(account);
            }
        }

        foreach (var connection in written)
        {
            connection.Flush();
        }

        foreach (var account in queued)
        {
            account.Pump();
        }
    }

    private void Sweep(ref long lastCut)
    {
        var values = Behaviour.Values;
        foreach (var connection in _connections.Keys)
        {
            connection.RetryUnanswered(TimeSpan.FromSeconds(values.RetrySeconds));
        }

        foreach (var account in _accounts.Values)
        {
            account.Pump();
        }

        if (values.DisconnectEverySeconds <= 0)
        {
            lastCut = Now;
        }
        else if (Now - lastCut >= values.DisconnectEverySeconds * 1000)
        {
            lastCut = Now;
            Disconnect();
        }
    }
}
