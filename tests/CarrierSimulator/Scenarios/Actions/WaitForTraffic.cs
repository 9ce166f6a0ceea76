using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Scenarios.Actions;

/// <summary>Waits until a gateway has counted so many more submits or acknowledged reports, from now on.</summary>
/// <param name="Submits">0 when reports count.</param>
/// <param name="Reports">0 when submits count.</param>
internal sealed record WaitForTraffic(string Gateway, long Submits, long Reports, TimeSpan Timeout)
    : ScenarioAction
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public override string Title =>
        Submits > 0 ? $"{Gateway}: waits for {Submits} submits" : $"{Gateway}: waits for {Reports} reports";

    public override async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        var wanted = Math.Max(Submits, Reports);
        var before = Count(run.Stage.TotalsOf(Gateway));
        var begin = run.Time.GetTimestamp();
        while (true)
        {
            var seen = Count(run.Stage.TotalsOf(Gateway)) - before;
            if (seen >= wanted)
            {
                return;
            }

            if (run.Time.GetElapsedTime(begin) >= Timeout)
            {
                throw new ScenarioFailure(
                    $"only {seen} of {wanted} {(Submits > 0 ? "submits" : "reports")} in {Timeout.TotalSeconds:0.###} s"
                );
            }

            await Task.Delay(Pause, run.Time, cancellationToken);
        }
    }

    private long Count(GatewayTotals totals) => Submits > 0 ? totals.Submits : totals.ReportsAcknowledged;
}
