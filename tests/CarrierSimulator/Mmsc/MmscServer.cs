using Yixun.Carriers.Mm7;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>
/// The MMSC's side of MM7: takes SubmitReq by HTTP, shows the messages on phones, and posts reports, read replies and replies
/// to the VASPs.
/// </summary>
internal sealed partial class MmscServer : IGateway
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly DelayWheel<(VaspAccount Account, VaspPost Post)> _wheel;
    private readonly VaspAccount[] _accounts;
    private readonly VaspPoster[] _posters;
    private readonly MmscReception _reception;
    private readonly PhoneStore _phones;
    private readonly Witness? _witness;
    private readonly Gate _isListening = new();
    private readonly int _seed;
    private Behaviour _behaviour;
    private GatewayPort? _port;
    private MmscListener? _listener;
    private Task _ticking = Task.CompletedTask;
    private Task _posting = Task.CompletedTask;
    private int _submitNumber;

    public MmscServer(
        GatewayOptions options,
        int seed,
        PhoneStore phones,
        Witness? witness,
        TimeProvider time
    )
    {
        Options = options;
        Time = time;
        Meter = new SubmitMeter(time);
        Messages = new MmscMessages(
            options.Name,
            new MessageIds(time, Random.Shared.Next(1, 0x3F_FFFF)),
            time
        );
        Dialect = new Mm7Dialect
        {
            QualifiedChildren = options.Mmsc.QualifiedChildren,
            Base64 = options.Mmsc.Base64,
        };
        _behaviour = new Behaviour(options.Behaviour, MmStatusWords.MaxLength);
        _accounts = [.. options.Accounts.Select(static account => new VaspAccount(account))];
        _posters = [.. _accounts.Select(account => new VaspPoster(this, account, Again(account)))];
        _reception = new MmscReception(this, new MmscAuthenticator(_accounts, time));
        _wheel = new DelayWheel<(VaspAccount, VaspPost)>(Now);
        _phones = phones;
        _witness = witness;
        _seed = seed;
    }

    public GatewayOptions Options { get; }

    public GatewayCounters Counters { get; } = new();

    public Behaviour Behaviour => Volatile.Read(ref _behaviour);

    public TimeProvider Time { get; }

    public SubmitMeter Meter { get; }

    public MmscMessages Messages { get; }

    public Mm7Dialect Dialect { get; }

    public int Port => _port?.Number ?? 0;

    public int ConnectionCount => Volatile.Read(ref _listener)?.ConnectionCount ?? 0;

    public bool IsListening => _isListening.IsOpen;

    public IReadOnlyList<AccountState> AccountStates =>
        [
            .. _accounts.Select(static account => new AccountState(
                account.Options.SpId,
                0,
                account.Waiting,
                account.ReportUrl
            )),
        ];

    private long Now => Time.GetTimestamp() * 1000 / Time.TimestampFrequency;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _port = new GatewayPort(Options.Address, Options.Port);
        await ListenAsync(true, cancellationToken);
        _ticking = Task.Run(TickAsync, CancellationToken.None);
        _posting = Task.WhenAll(_posters.Select(poster => poster.RunAsync(_stopping.Token)));
    }

    public void Check(GatewayBehaviour behaviour) => behaviour.Validate(MmStatusWords.MaxLength);

    public void Change(GatewayBehaviour behaviour) =>
        Volatile.Write(ref _behaviour, new Behaviour(behaviour, MmStatusWords.MaxLength));

    /// <summary>Tells where an account takes reports and replies; null lets them wait.</summary>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    /// <exception cref="ArgumentException">Nothing can be posted to the address.</exception>
    public void SetReportUrl(string account, Uri? address)
    {
        if (address is not null)
        {
            GatewayOptions.RequireReportUrl(address);
        }

        var vasp =
            Array.Find(_accounts, each => each.Options.SpId == account)
            ?? throw new KeyNotFoundException($"No account {account}.");
        vasp.ReportUrl = address;
    }

    public int Disconnect()
    {
        var cut = Volatile.Read(ref _listener)?.Abort() ?? 0;
        Interlocked.Add(ref Counters.Cut, cut);
        return cut;
    }

    public async Task ListenAsync(bool listen, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var port = _port ?? throw new InvalidOperationException("The gateway was not started.");
            if (listen && _listener is null)
            {
                Volatile.Write(
                    ref _listener,
                    await MmscListener.StartAsync(port.Take(), _reception.HandleAsync, cancellationToken)
                );
                _isListening.Set(true);
            }
            else if (!listen && _listener is { } listener)
            {
                _isListening.Set(false);
                Volatile.Write(ref _listener, null);
                await listener.DisposeAsync();
                await port.ReserveAsync(cancellationToken);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Waits while the gateway is away.</summary>
    public Task UntilListeningAsync(CancellationToken cancellationToken) =>
        _isListening.WaitAsync(cancellationToken);

    public void Reply(string from, string to, string text) =>
        Reply(
            new MmsReply
            {
                From = from,
                To = to,
                Text = text,
            }
        );

    /// <summary>An account whose address is known gets it.</summary>
    /// <exception cref="ArgumentException">There is nothing in it, too much, or a medium that no phone makes.</exception>
    public void Reply(MmsReply reply)
    {
        var account = Array.Find(_accounts, static each => each.ReportUrl is not null) ?? _accounts[0];
        var message = Messages.Deliver(reply, account.Options.SpId, Options.Mmsc.MaxMessageBytes);
        Queue(account, new VaspPost(VaspPostKind.Reply, message));
    }

    /// <summary>Choices of one submit, repeatable with the seed.</summary>
    public Random NewRandom() => new(_seed + Interlocked.Increment(ref _submitNumber));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_listener is { } listener)
        {
            await listener.DisposeAsync();
        }

        await Task.WhenAll(_ticking, _posting);
        foreach (var poster in _posters)
        {
            poster.Dispose();
        }

        _port?.Dispose();
        _changing.Dispose();
        _stopping.Dispose();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(
            TimeSpan.FromMilliseconds(DelayWheel<(VaspAccount, VaspPost)>.Step),
            Time
        );
        List<(VaspAccount Account, VaspPost Post)> due = [];
        var lastCut = Now;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                _wheel.TakeDue(Now, due);
                foreach (var (account, post) in due)
                {
                    Queue(account, post);
                }

                due.Clear();
                var every = Behaviour.Values.DisconnectEverySeconds;
                if (every <= 0)
                {
                    lastCut = Now;
                }
                else if (Now - lastCut >= every * 1000)
                {
                    lastCut = Now;
                    Disconnect();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator stops.
        }
    }
}
