namespace Yixun.Data.Server;

/// <summary>
/// Every statement of the store in one product's SQL. The classes named <c>…Statements</c> say which columns and values each
/// is told, in which order, and which columns it answers.
/// </summary>
internal sealed record StoreSql
{
    /// <inheritdoc cref="ClientKeyStatements"/>
    public required string TakeClientKeys { get; init; }

    public required string FindClientKeys { get; init; }

    /// <inheritdoc cref="MmsStatements"/>
    public required string FallBack { get; init; }

    public required string InsertLinks { get; init; }

    /// <inheritdoc cref="RoadStatements"/>
    public required string Dispatch { get; init; }

    public required string Reassign { get; init; }

    public required string Claim { get; init; }

    /// <inheritdoc cref="ReceiptStatements"/>
    public required string FindByCarrierIds { get; init; }

    public required string LockMessages { get; init; }

    public required string ReadSegments { get; init; }

    public required string MoveMessages { get; init; }

    public required string ChangeSegments { get; init; }

    /// <inheritdoc cref="ParkedReportStatements"/>
    public required string Park { get; init; }

    public required string TakeDueReports { get; init; }

    public required string DeleteReports { get; init; }

    public required string PostponeReports { get; init; }

    /// <inheritdoc cref="UpkeepStatements"/>
    public required string Release { get; init; }

    public required string Expire { get; init; }

    public required string Fail { get; init; }

    public required string Block { get; init; }

    public required string FindBatch { get; init; }

    public required string Recall { get; init; }

    public required string CountRecalled { get; init; }

    public required string TakeDue { get; init; }

    public required string ClearDue { get; init; }

    public required string ReadStranded { get; init; }

    public required string ReadQueued { get; init; }

    public required string RecoverClaims { get; init; }

    public required string MarkUnknown { get; init; }

    /// <summary>Leaves a transaction's row; see <see cref="WriterCommitEntity"/>.</summary>
    public required string KeepCommit { get; init; }

    /// <summary>
    /// The same where it is not there, else nothing; waits for a transaction that has left it and has not ended.
    /// </summary>
    public required string KeepMissingCommit { get; init; }

    public required string ForgetCommits { get; init; }

    public required string ForgetOldCommits { get; init; }

    /// <inheritdoc cref="ServerNumberPlanStore"/>
    public required string RaiseRevision { get; init; }

    public required string PutNumberSegments { get; init; }

    public required string RemoveNumberSegment { get; init; }
}
