using Microsoft.AspNetCore.Builder;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Http;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator;

/// <summary>Running simulated carriers with their page and API. Disposing stops them at once.</summary>
public sealed class CarrierSimulatorHost : IAsyncDisposable
{
    private readonly GatewayServer[] _gateways;
    private readonly PhoneStore _phones;
    private readonly Witness? _witness;
    private WebApplication? _web;

    private CarrierSimulatorHost(CarrierSimulatorOptions options)
    {
        _phones = new PhoneStore(options.MessageLimit, TimeProvider.System);
        _witness = options.Witness ? new Witness(options.WitnessLimit) : null;
        _gateways =
        [
            .. options.Gateways.Select(gateway => new GatewayServer(
                gateway,
                options.Seed,
                _phones,
                _witness,
                TimeProvider.System
            )),
        ];
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
                gateway.Start();
            }

            host._web = SimulatorApi.Build(options.HttpPort, host);
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
    /// A phone writes to an access number. Without a gateway the one whose access numbers fit best takes it, else the first.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such gateway.</exception>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public void Reply(string from, string to, string text, string? gateway = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var server = gateway is null
            ? _gateways.MaxBy(each => each.Options.AccessNumbers.Max(number => Fit(number, to)) ?? 0)!
            : Get(gateway);
        var account =
            server.Accounts.FirstOrDefault(static each => each.Connections.Length > 0)
            ?? server.Accounts.First();
        server.Reply(account, from, to, text);
    }

    /// <summary>Forgets all messages and what the witness counted.</summary>
    public void Clear()
    {
        _phones.Clear();
        _witness?.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_gateways.Select(static gateway => gateway.DisposeAsync().AsTask()));
        if (_web is not null)
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _web.StopAsync(brief.Token);
            await _web.DisposeAsync();
            _web = null;
        }
    }

    internal PhoneStore Phones => _phones;

    internal IReadOnlyList<GatewayServer> Servers => _gateways;

    internal GatewayServer Get(string gateway) =>
        Array.Find(_gateways, each => each.Options.Name == gateway)
        ?? throw new KeyNotFoundException($"No gateway {gateway}.");

    private static int? Fit(string number, string to) =>
        to.StartsWith(number, StringComparison.Ordinal) ? number.Length : 0;
}
