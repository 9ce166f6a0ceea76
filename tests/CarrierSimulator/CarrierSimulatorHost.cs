using Microsoft.AspNetCore.Builder;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Http;
using Yixun.CarrierSimulator.Mmsc;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Phones;
using Yixun.CarrierSimulator.Scenarios;

namespace Yixun.CarrierSimulator;

/// <summary>Running simulated carriers with their page and API. Disposing stops them at once.</summary>
public sealed class CarrierSimulatorHost : IAsyncDisposable, IScenarioStage
{
    private readonly IGateway[] _gateways;
    private readonly PhoneStore _phones;
    private readonly Witness? _witness;
    private WebApplication? _web;

    private CarrierSimulatorHost(CarrierSimulatorOptions options)
    {
        _phones = new PhoneStore(options.MessageLimit, TimeProvider.System, options.MediaLimit);
        _witness = options.Witness ? new Witness(options.WitnessLimit) : null;
        _gateways =
        [
            .. options
                .Gateways.Select(gateway => gateway with { Address = options.Address })
                .Select<GatewayOptions, IGateway>(gateway =>
                    gateway.IsMmsc
                        ? new MmscServer(gateway, options.Seed, _phones, _witness, TimeProvider.System)
                        : new GatewayServer(gateway, options.Seed, _phones, _witness, TimeProvider.System)
                ),
        ];
        Scenarios = new ScenarioRuns(this, TimeProvider.System);
    }

    /// <summary>Page and API, with the actual port: <c>http://127.0.0.1:5080</c>.</summary>
    public Uri HttpUrl => new(_web!.Urls.First());

    public IReadOnlyList<GatewayEndpoint> Gateways =>
        [
            .. _gateways.Select(static gateway => new GatewayEndpoint(
                gateway.Options.Name,
                gateway.Options.Carrier,
                gateway.Port
            )),
        ];

    /// <summary>Starts gateways and page.</summary>
    /// <exception cref="ArgumentException">Gateways share a name, or a behaviour makes no sense.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<CarrierSimulatorHost> StartAsync(
        CarrierSimulatorOptions options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Gateways.DistinctBy(static gateway => gateway.Name).Count() != options.Gateways.Count)
        {
            throw new ArgumentException("Gateways need different names.", nameof(options));
        }

        foreach (var gateway in options.Gateways)
        {
            gateway.Validate();
        }

        var host = new CarrierSimulatorHost(options);
        try
        {
            foreach (var gateway in host._gateways)
            {
                await gateway.StartAsync(cancellationToken);
            }

            host._web = SimulatorApi.Build(options.Address, options.HttpPort, host);
            await host._web.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Messages of a phone, oldest first.</summary>
    public IReadOnlyList<PhoneMessage> MessagesOf(string phone) => _phones.Of(phone);

    /// <summary>Null without witness.</summary>
    public WitnessTotals? WitnessTotals => _witness?.Totals();

    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    public GatewayTotals TotalsOf(string gateway) => Get(gateway).Counters.Snapshot();

    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    public GatewayBehaviour BehaviourOf(string gateway) => Get(gateway).Behaviour.Values;

    /// <summary>Changes delays, mixes and faults at once.</summary>
    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void Change(string gateway, GatewayBehaviour behaviour) => Get(gateway).Change(behaviour);

    /// <summary>Cuts all connections of a gateway.</summary>
    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    public int Disconnect(string gateway) => Get(gateway).Disconnect();

    /// <summary>
    /// Goes away, so that connections are refused and none is opened, or comes back on the same port. Connections of the TCP
    /// protocols that are open stay so; those of an MMSC end.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    public Task ListenAsync(string gateway, bool listen, CancellationToken cancellationToken) =>
        Get(gateway).ListenAsync(listen, cancellationToken);

    /// <summary>Tells an MMSC where an account takes reports and replies; null lets them wait.</summary>
    /// <exception cref="KeyNotFoundException">There is no such gateway or account.</exception>
    /// <exception cref="ArgumentException">The gateway is no MMSC, or nothing can be posted to the address.</exception>
    public void SetReportUrl(string gateway, string account, Uri? address) =>
        Mmsc(gateway).SetReportUrl(account, address);

    /// <summary>
    /// A phone writes to an access number. Without a gateway the one whose access numbers fit best takes it, else the first;
    /// an MMSC only where there is nothing else.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public void Reply(string from, string to, string text, string? gateway = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        (gateway is null ? Best(_gateways, to, false) : Get(gateway)).Reply(from, to, text);
    }

    /// <summary>A phone writes an MMS to an access number. Without a gateway the MMSC that fits best takes it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    /// <exception cref="ArgumentException">
    /// The gateway is no MMSC, or the message is empty, too long or holds a medium that no phone makes.
    /// </exception>
    public void Reply(MmsReply reply, string? gateway = null)
    {
        ArgumentNullException.ThrowIfNull(reply);
        Mmsc(gateway ?? Best(_gateways, reply.To, true).Options.Name).Reply(reply);
    }

    /// <summary>Forgets all messages and what the witness counted.</summary>
    public void Clear()
    {
        _phones.Clear();
        _witness?.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Scenarios.DisposeAsync();
        await Task.WhenAll(_gateways.Select(static gateway => gateway.DisposeAsync().AsTask()));
        if (_web is not null)
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _web.StopAsync(brief.Token);
            await _web.DisposeAsync();
            _web = null;
        }
    }

    /// <summary>Starts a scenario.</summary>
    /// <param name="json">As README.md says.</param>
    /// <exception cref="ArgumentException">It can't be understood, or too many are on their way.</exception>
    public ScenarioProgress StartScenario(string json)
    {
        try
        {
            return Scenarios.TryStart(Scenarios.Read(json))?.Progress
                ?? throw new ArgumentException("Too many scenarios are on their way.", nameof(json));
        }
        catch (ScenarioFormatException exception)
        {
            throw new ArgumentException(exception.Message, nameof(json), exception);
        }
    }

    /// <summary>Scenarios on their way and the latest that have ended, newest first.</summary>
    public IReadOnlyList<ScenarioProgress> ScenarioProgress => Scenarios.All;

    IReadOnlyList<string> IScenarioStage.GatewayNames =>
        [.. _gateways.Select(static gateway => gateway.Options.Name)];

    void IScenarioStage.Check(string gateway, GatewayBehaviour behaviour) => Get(gateway).Check(behaviour);

    internal PhoneStore Phones => _phones;

    internal ScenarioRuns Scenarios { get; }

    internal IReadOnlyList<IGateway> Servers => _gateways;

    internal IGateway Get(string gateway) =>
        Array.Find(_gateways, each => each.Options.Name == gateway)
        ?? throw new KeyNotFoundException($"No gateway {gateway}.");

    private MmscServer Mmsc(string gateway) =>
        Get(gateway) as MmscServer
        ?? throw new ArgumentException($"Gateway {gateway} is no MMSC.", nameof(gateway));

    private static IGateway Best(IEnumerable<IGateway> gateways, string to, bool mmsc) =>
        gateways
            .OrderByDescending(each => each.Options.IsMmsc == mmsc)
            .ThenByDescending(each => each.Options.AccessNumbers.Max(number => Fit(number, to)) ?? 0)
            .First();

    private static int? Fit(string number, string to) =>
        to.StartsWith(number, StringComparison.Ordinal) ? number.Length : 0;
}
