namespace Yixun.Functions.Alerts;

/// <summary>When alerts are raised and how they are told, section <c>Yixun:Alerts</c>.</summary>
public sealed class AlertOptions
{
    public const string SectionName = "Yixun:Alerts";

    /// <summary>How long a channel may be without a connection.</summary>
    public TimeSpan DownAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long health may hold part of a channel's traffic back; giving it all back after an outage takes ten minutes.</summary>
    public TimeSpan DegradedAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the conditions that measure by themselves must last.</summary>
    public TimeSpan RaiseAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a condition must be gone.</summary>
    public TimeSpan ClearAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A message that waits on a channel longer than this is a backlog.</summary>
    public TimeSpan BacklogAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>More messages than this, on one channel in one lane, are a backlog.</summary>
    public int BacklogMessages { get; set; } = 10_000;

    /// <summary>Reports that are expected back, in percent of what was accepted.</summary>
    public int LeastReported { get; set; } = 50;

    /// <summary>Over how long reports are counted; what is younger than <see cref="ReportGrace"/> is left out.</summary>
    public TimeSpan ReportWindow { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a report may take.</summary>
    public TimeSpan ReportGrace { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Fewer accepted segments than this say nothing about reports.</summary>
    public int ReportSample { get; set; } = 50;

    /// <summary>Answers "too fast", in percent of submits, that are a storm.</summary>
    public int FlowControlPercent { get; set; } = 20;

    /// <summary>Over how long they are counted.</summary>
    public TimeSpan FlowControlWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Fewer of them than this are none.</summary>
    public int FlowControlSample { get; set; } = 50;

    /// <summary>How old the daemon's word on a channel may be.</summary>
    public TimeSpan StateAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often targets are reminded of an alert that is open and not acknowledged.</summary>
    public TimeSpan ReminderEvery { get; set; } = TimeSpan.FromHours(4);

    /// <summary>First pause after a failed delivery; it doubles.</summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan MaximumRetryPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a delivery is tried.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long alerts that are over are kept.</summary>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a webhook may take.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
