namespace Yixun.Functions.Records;

/// <summary>A message as its system sees it. Times are ISO 8601 with the hospital's offset.</summary>
/// <param name="Id">Message id.</param>
/// <param name="BatchId">The submission it came with.</param>
/// <param name="ClientId">The caller's id of the message, else of the submission.</param>
/// <param name="To">The number.</param>
/// <param name="Lane">Lane name.</param>
/// <param name="State">accepted, scheduled, held, queued, submitting, submitted, delivered, failed, expired, blocked,
/// cancelled, unknown or uncertain.</param>
/// <param name="Carrier">mobile, unicom, telecom, broadnet, satellite or unknown.</param>
/// <param name="Channel">Id of the channel; null before dispatch.</param>
/// <param name="Content">The whole text.</param>
/// <param name="BillableSegments">Segments to be billed.</param>
/// <param name="UnitPrice">Yuan per segment, once charged.</param>
/// <param name="ChargedSegments">Segments charged.</param>
/// <param name="Segments">Each segment as submitted.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="DueAt">When a scheduled or held message goes on.</param>
/// <param name="ExpiresAt">When it is too late to send it.</param>
/// <param name="DispatchedAt">When it got its channel, or was stopped.</param>
/// <param name="SubmittedAt">When the carrier took it.</param>
/// <param name="FinalAt">When its state became final.</param>
/// <param name="Failure">Plain text of why, where it was not sent or not delivered.</param>
/// <param name="Routing">How it was decided, as it was recorded.</param>
/// <param name="RoutingText">The same in Chinese, a sentence a step.</param>
/// <param name="Kind">sms or mms, as it was submitted.</param>
/// <param name="Mms">Subject, texts, media and reading of an MMS; texts in the details of one message only.</param>
public sealed record MessageView(
    string Id,
    string BatchId,
    string? ClientId,
    string To,
    string Lane,
    string State,
    string Carrier,
    string? Channel,
    string Content,
    int BillableSegments,
    decimal? UnitPrice,
    int? ChargedSegments,
    IReadOnlyList<SegmentView> Segments,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? DispatchedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? FinalAt,
    FailureView? Failure,
    string? Routing,
    IReadOnlyList<string>? RoutingText,
    string Kind,
    MmsView? Mms
);

/// <param name="Index">1-based.</param>
/// <param name="CarrierId">The carrier's id.</param>
/// <param name="Channel">Where it was submitted.</param>
/// <param name="Result">Why it was refused or is uncertain; null when the carrier took it.</param>
/// <param name="Status">Status word of the report.</param>
/// <param name="SubmittedAt">When the carrier answered.</param>
/// <param name="ReportedAt">When the report came.</param>
public sealed record SegmentView(
    int Index,
    string? CarrierId,
    string Channel,
    string? Result,
    string? Status,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? ReportedAt
);

/// <param name="Code">Status word, submit result or reason.</param>
/// <param name="Cause">Chinese: what happened.</param>
/// <param name="Advice">Chinese: what to do.</param>
public sealed record FailureView(string Code, string Cause, string? Advice);

/// <summary>A submission with how its messages stand.</summary>
/// <param name="Id">Batch id.</param>
/// <param name="ClientId">The caller's id.</param>
/// <param name="Lane">Lane name.</param>
/// <param name="AcceptedAt">When.</param>
/// <param name="ScheduledAt">For when.</param>
/// <param name="Total">Messages accepted.</param>
/// <param name="Rejected">Recipients refused at submission.</param>
/// <param name="Segments">Billable segments.</param>
/// <param name="States">Messages by state; states without any are left out.</param>
public sealed record BatchView(
    string Id,
    string? ClientId,
    string Lane,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? ScheduledAt,
    int Total,
    int Rejected,
    int Segments,
    IReadOnlyDictionary<string, int> States
);

/// <param name="Items">One page, oldest first.</param>
/// <param name="Next">Give it as <c>after</c> for the next page; null at the end.</param>
public sealed record MessagePage(IReadOnlyList<MessageView> Items, string? Next);

/// <summary>What a recall did.</summary>
/// <param name="BatchId">Batch id.</param>
/// <param name="Stopped">Messages that will not be sent because of this call.</param>
/// <param name="Gone">Messages that had left already.</param>
/// <param name="EndedBefore">Messages that had ended unsent before: blocked, expired or recalled.</param>
public sealed record RecallAnswer(string BatchId, int Stopped, int Gone, int EndedBefore);
