namespace Yixun.Cli.Status;

/// <summary>How a site stands; what <c>./yixun status --json</c> prints. Names and places of fields are stable.</summary>
/// <param name="ToMend">What is to be looked after, Chinese; empty when all is well.</param>
internal sealed record SiteStanding(
    DateTimeOffset Time,
    RoadStanding Road,
    QueuesStanding Queues,
    IReadOnlyList<ChannelStanding> Channels,
    ProcessesStanding Processes,
    DatabaseStanding Database,
    BackupStanding Backup,
    IReadOnlyList<string> ToMend
);

/// <param name="Active">Messages that the platform still has work with, by state, up to <paramref name="CountedTo"/> each.</param>
/// <param name="Today">Since midnight of the hospital's zone.</param>
/// <param name="PerMinute">Over the last five minutes.</param>
internal sealed record RoadStanding(
    IReadOnlyDictionary<string, int> Active,
    int CountedTo,
    IReadOnlyList<LaneStanding> Waiting,
    RoadCounts Today,
    RoadCounts PerMinute
);

/// <param name="OldestSeconds">Age of the oldest that waits: how far the lane lags.</param>
internal sealed record LaneStanding(string Lane, int Messages, double OldestSeconds);

/// <param name="AcceptedMessages">Messages; a lower bound unless <paramref name="IsWhole"/>.</param>
/// <param name="Submits">Segments from here on, as the daemons counted them.</param>
internal sealed record RoadCounts(
    double AcceptedMessages,
    bool IsWhole,
    double Submits,
    double CarrierAccepted,
    double CarrierRejected,
    double Uncertain,
    double Delivered,
    double NotDelivered
);

/// <param name="Source">broker, process, or none.</param>
/// <param name="Problem">Why nothing is known; null when it is.</param>
internal sealed record QueuesStanding(string Source, string? Problem, IReadOnlyList<QueueStanding> Queues);

/// <param name="Depth">Chunks; null: the queue does not exist.</param>
/// <param name="Consumers">Null: not known.</param>
/// <param name="Dead">Dead letters; null: not known.</param>
internal sealed record QueueStanding(string Name, long? Depth, int? Consumers, long? Dead);

/// <param name="Mode">running, draining, paused or disabled.</param>
/// <param name="Daemons">Processes that run it.</param>
/// <param name="WindowUse">Unanswered submits in percent of the windows.</param>
internal sealed record ChannelStanding(
    string Id,
    string Name,
    string Mode,
    int Daemons,
    int Bound,
    int Connections,
    int InFlight,
    int WindowUse,
    int Waiting,
    double SubmitsPerMinute,
    string? LastEvent,
    string? Error
);

/// <param name="Nodes">Processes that hold a node number.</param>
/// <param name="Daemons">Of them: those that say how channels stand.</param>
/// <param name="TimersRun">A function process holds the timers.</param>
internal sealed record ProcessesStanding(
    IReadOnlyList<NodeStanding> Nodes,
    int Daemons,
    bool TimersRun,
    IReadOnlyList<ProcessStanding> Asked
);

internal sealed record NodeStanding(int Node, DateTimeOffset Until, bool IsDaemon);

/// <param name="Problems">What fails there, or why it did not answer.</param>
internal sealed record ProcessStanding(Uri Url, bool IsReached, IReadOnlyList<string> Problems);

/// <param name="Oldest">When the oldest message that is kept was accepted; null: there is none.</param>
internal sealed record DatabaseStanding(
    string Provider,
    string Name,
    string Version,
    long Bytes,
    IReadOnlyList<string> PendingMigrations,
    IReadOnlyList<TableStanding> Tables,
    DateTimeOffset? Oldest
);

/// <param name="Rows">An estimate; null: not known.</param>
internal sealed record TableStanding(string Name, long Bytes, long? Rows);

/// <param name="File">Where it would be noted; null: not set.</param>
/// <param name="FinishedAt">Of the last one; null: none is noted.</param>
internal sealed record BackupStanding(string? File, DateTimeOffset? FinishedAt, bool? Succeeded, long? Bytes);
