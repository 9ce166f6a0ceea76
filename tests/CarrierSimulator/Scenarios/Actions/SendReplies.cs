using System.Globalization;

namespace Yixun.CarrierSimulator.Scenarios.Actions;

/// <summary>Phones write to an access number, each from the number after the one before.</summary>
/// <param name="Text">{n} becomes the number of the reply from 1.</param>
internal sealed record SendReplies(
    string Gateway,
    int Count,
    string From,
    string To,
    string Text,
    TimeSpan Interval
) : ScenarioAction
{
    public override string Title => $"{Gateway}: {Count} replies to {To}";

    public override async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        var first = UInt128.Parse(From, CultureInfo.InvariantCulture);
        for (var index = 0; index < Count; index++)
        {
            if (index > 0 && Interval > TimeSpan.Zero)
            {
                await Task.Delay(Interval, run.Time, cancellationToken);
            }

            var phone = (first + (UInt128)index).ToString(CultureInfo.InvariantCulture);
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            run.Stage.Reply(
                phone.PadLeft(From.Length, '0'),
                To,
                Text.Replace("{n}", number, StringComparison.Ordinal),
                Gateway
            );
        }
    }
}
