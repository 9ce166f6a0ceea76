using Yixun.Core.Channels;
using Yixun.Core.Channels.Health;
using Yixun.Core.Messages;
using Yixun.Data.Hosting;
using Yixun.Data.Partitions;
using Yixun.Data.Sqlite;

namespace Yixun.Cli.Doctor;

/// <summary>
/// Every setting of section <c>Yixun</c>. Those of types that the command line does not know are written out here; a test
/// compares them with the types.
/// </summary>
internal static class KnownSettings
{
    private static readonly SettingShape Text = SettingShape.Of<string>();
    private static readonly SettingShape Texts = SettingShape.ListOf(Text);
    private static readonly SettingShape Whole = SettingShape.Of<int>();
    private static readonly SettingShape Real = SettingShape.Of<double>();
    private static readonly SettingShape Time = SettingShape.Of<TimeSpan>();
    private static readonly SettingShape Switch = SettingShape.Of<bool>();

    /// <summary>Section Yixun whole.</summary>
    public static SettingShape Yixun { get; } =
        SettingShape.Of(
            ("Database", SettingShape.Of<DatabaseOptions>()),
            ("Keys", SettingShape.Of(("File", Text))),
            ("Store", SettingShape.Of<SqliteStoreOptions>()),
            ("Channels", SettingShape.ListOf(SettingShape.Of<ChannelSettings>())),
            ("Health", SettingShape.Of<HealthThresholds>()),
            ("Lanes", SettingShape.ListOf(SettingShape.Of<LaneOptions>())),
            ("Retention", SettingShape.Of<RetentionOptions>()),
            ("Demonstration", Switch),
            (
                "Runtime",
                SettingShape.Of(
                    ("ChunksAtOnce", Whole),
                    ("ReceiptChunksAtOnce", Whole),
                    ("Prefetch", SettingShape.Of<ushort>())
                )
            ),
            ("Tracing", SettingShape.Of(("Endpoint", Text), ("Protocol", Text), ("Ratio", Real))),
            ("Backup", SettingShape.Of(("StatusFile", Text))),
            ("MaximumBodyLength", Whole),
            ("MaximumRecipients", Whole),
            ("RequestsPerSecond", Whole),
            ("ZoneOffsetHours", Real),
            ("ReportWait", Time),
            ("SweepAge", Time),
            ("InboundWait", Time),
            ("OptOutWords", Texts),
            ("ResubscribeWords", Texts),
            ("SessionIdle", Time),
            ("TemplateReview", Switch),
            ("OwnLinkHosts", Texts),
            ("PublicBaseUrl", Text),
            ("Hospital", SettingShape.Of(("Name", Text), ("Phone", Text))),
            ("Mms", Mms),
            ("Alerts", Alerts),
            (
                "Smtp",
                SettingShape.Of(
                    ("Host", Text),
                    ("Port", Whole),
                    ("Security", Text),
                    ("User", Text),
                    ("Password", Text),
                    ("From", Text),
                    ("Timeout", Time)
                )
            ),
            ("Callbacks", SettingShape.Of(("AllowedNetworks", Texts))),
            (
                "Supervision",
                SettingShape.Of(
                    ("SampleInterval", Time),
                    ("QueueInterval", Time),
                    ("StateInterval", Time),
                    ("MinuteInterval", Time)
                )
            ),
            (
                "Leases",
                SettingShape.Of(
                    ("Provider", Text),
                    ("ConnectionString", Text),
                    ("Expiry", Time),
                    ("HandOver", Time),
                    ("RetryInterval", Time)
                )
            )
        );

    private static SettingShape Mms =>
        SettingShape.Of(
            ("AllowedTypes", Texts),
            ("MaximumSlides", Whole),
            ("MaximumTotalBytes", Whole),
            ("MaximumMediumBytes", Whole),
            ("MaximumTextBytes", Whole),
            ("MaximumSubjectLength", Whole),
            ("MaximumWidth", Whole),
            ("MaximumHeight", Whole),
            ("CarrierMaximumBytes", SettingShape.ListOf(Whole)),
            ("LinkDays", Whole),
            ("PageRequestsPerMinute", Whole)
        );

    private static SettingShape Alerts =>
        SettingShape.Of(
            ("DownAfter", Time),
            ("DegradedAfter", Time),
            ("RaiseAfter", Time),
            ("ClearAfter", Time),
            ("BacklogAge", Time),
            ("BacklogMessages", Whole),
            ("LeastReported", Whole),
            ("ReportWindow", Time),
            ("ReportGrace", Time),
            ("ReportSample", Whole),
            ("FlowControlPercent", Whole),
            ("FlowControlWindow", Time),
            ("FlowControlSample", Whole),
            ("StateAge", Time),
            ("ReminderEvery", Time),
            ("RetryPause", Time),
            ("MaximumRetryPause", Time),
            ("GiveUpAfter", Time),
            ("Keep", Time),
            ("WebhookTimeout", Time)
        );
}
