namespace Yixun.Core.Alerts;

/// <summary>What an alert can be about. The names are stored and part of the API.</summary>
public static class AlertKinds
{
    /// <summary>No connection of a channel is logged in.</summary>
    public const string Down = "down";

    /// <summary>Health has taken part of a channel's traffic away for long.</summary>
    public const string Degraded = "degraded";

    /// <summary>Messages wait on a channel too long, or too many do.</summary>
    public const string Backlog = "backlog";

    /// <summary>Status reports do not come back.</summary>
    public const string ReceiptLoss = "receipt-loss";

    /// <summary>The carrier answers "too fast" again and again.</summary>
    public const string FlowControl = "flow-control";

    /// <summary>No carrier daemon is at work.</summary>
    public const string DaemonAway = "daemon-away";

    /// <summary>Registrations of signatures end soon, or have ended.</summary>
    public const string SignatureExpiry = "signature-expiry";

    /// <summary>Chunks were given up and wait on dead-letter queues.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>The processes of the site can't share by Redis.</summary>
    public const string RedisAway = "redis-away";

    /// <summary>The message tables lack partitions of months ahead, or the account may not make them.</summary>
    public const string Partitions = "partitions";

    /// <summary>Not an alert: somebody tries a target.</summary>
    public const string Test = "test";

    /// <summary>Those that are raised, as a sentence lists them. Everything else that lists them is tested against it.</summary>
    public const string Listed =
        $"{Down}、{Degraded}、{Backlog}、{ReceiptLoss}、{FlowControl}、{DaemonAway}、{SignatureExpiry}、{DeadLetters}、{RedisAway} 或 {Partitions}";

    /// <summary>Those that are raised.</summary>
    public static IReadOnlyList<string> All { get; } =
        Listed.Split(["、", " 或 "], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Chinese.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kind.</exception>
    public static string NameOf(string kind) =>
        kind switch
        {
            Down => "通道中断",
            Degraded => "通道质量下降",
            Backlog => "短信积压",
            ReceiptLoss => "状态报告缺失",
            FlowControl => "频繁流控",
            DaemonAway => "发送进程离线",
            SignatureExpiry => "签名报备到期",
            DeadLetters => "死信待处理",
            RedisAway => "Redis 中断",
            Partitions => "数据库月分区",
            Test => "测试告警",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
