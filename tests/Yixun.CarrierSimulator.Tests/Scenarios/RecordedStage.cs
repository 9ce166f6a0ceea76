using System.Globalization;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Mmsc;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Scenarios;

namespace Yixun.CarrierSimulator.Tests.Scenarios;

/// <summary>Gateways that keep what a scenario does to them, each with its second.</summary>
internal sealed class RecordedStage(TimeProvider time) : IScenarioStage
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _begin = time.GetUtcNow();
    private readonly List<string> _done = [];
    private GatewayBehaviour _behaviour = new() { MaxTries = 7 };

    public IReadOnlyList<string> GatewayNames => ["mobile", "mms"];

    public GatewayTotals Totals { get; set; } = new();

    public IReadOnlyList<string> Done
    {
        get
        {
            lock (_gate)
            {
                return [.. _done];
            }
        }
    }

    public GatewayBehaviour BehaviourOf(string gateway) => _behaviour;

    public GatewayTotals TotalsOf(string gateway) => Totals;

    public void Check(string gateway, GatewayBehaviour behaviour) =>
        behaviour.Validate(gateway == "mms" ? MmStatusWords.MaxLength : 7);

    public void Change(string gateway, GatewayBehaviour behaviour)
    {
        _behaviour = behaviour;
        Add(
            $"{gateway} response {behaviour.ResponseDelay} report {behaviour.ReportDelay} flow {behaviour.FlowControlAbove}"
        );
    }

    public int Disconnect(string gateway)
    {
        Add($"{gateway} cut");
        return 1;
    }

    public Task ListenAsync(string gateway, bool listen, CancellationToken cancellationToken)
    {
        Add($"{gateway} {(listen ? "back" : "away")}");
        return Task.CompletedTask;
    }

    public void Reply(string from, string to, string text, string? gateway) =>
        Add($"{gateway} {from} to {to}: {text}");

    private void Add(string what)
    {
        lock (_gate)
        {
            var second = (time.GetUtcNow() - _begin).TotalSeconds;
            _done.Add(string.Create(CultureInfo.InvariantCulture, $"{second:0.##} {what}"));
        }
    }
}
