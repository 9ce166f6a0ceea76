namespace Yixun.Functions.Replies;

/// <summary>A keyword rule.</summary>
/// <param name="Name">Name, 1 to 64 characters.</param>
/// <param name="Comparison">exact, prefix, contains or regex.</param>
/// <param name="Words">1 to 50 words, or regular expressions without look-around and back-references; case, width and
/// spaces don't matter, except to regular expressions.</param>
/// <param name="Enabled">A disabled rule does nothing.</param>
/// <param name="System">Only replies of this system; null: of any.</param>
/// <param name="Department">Only replies of this department; null: of any.</param>
/// <param name="Extension">Only replies whose extension begins so; null: any.</param>
/// <param name="AccessNumber">Only replies to this access number; null: to any.</param>
/// <param name="ValidFrom">Null: since ever.</param>
/// <param name="ValidUntil">Not any more at this time; null: for ever.</param>
/// <param name="Hours">"08:00-18:00", or "always".</param>
/// <param name="Answer">What is answered, without signature; null: nothing.</param>
/// <param name="Forward">none; matched: to the callback of the system that the reply belongs to; named: to that of
/// <paramref name="ForwardSystem"/>.</param>
/// <param name="ForwardSystem">Key of a system with a callback address.</param>
/// <param name="GoesOn">The rules behind it are asked too.</param>
public sealed record ReplyRuleRequest(
    string Name,
    string Comparison,
    IReadOnlyList<string> Words,
    bool Enabled = true,
    string? System = null,
    string? Department = null,
    string? Extension = null,
    string? AccessNumber = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidUntil = null,
    string Hours = "always",
    string? Answer = null,
    string Forward = "none",
    string? ForwardSystem = null,
    bool GoesOn = false
);

/// <param name="Id">Rule id.</param>
/// <param name="Position">Rules are asked in ascending order.</param>
/// <param name="Rule">The rule.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="UpdatedBy">Account of who did.</param>
public sealed record ReplyRuleView(
    int Id,
    int Position,
    ReplyRuleRequest Rule,
    DateTimeOffset UpdatedAt,
    string UpdatedBy
);

/// <param name="Ids">All rules, in their new order.</param>
public sealed record ReplyRuleOrder(IReadOnlyList<int> Ids);

/// <summary>A reply that nobody wrote.</summary>
/// <param name="Text">1 to 1,000 characters.</param>
/// <param name="To">Access number with extension.</param>
/// <param name="From">Phone; with it the message is looked for too.</param>
public sealed record ReplyTrialRequest(string Text, string To, string? From = null);

/// <summary>What would be done with a reply; limits of automatic answers are not looked at.</summary>
/// <param name="AccessNumber">Access number.</param>
/// <param name="Extension">Digits after it.</param>
/// <param name="System">Key of the system that it would belong to.</param>
/// <param name="Department">Department.</param>
/// <param name="MatchedBy">exact, extension, phone or none.</param>
/// <param name="MessageId">The message that it would answer.</param>
/// <param name="OptsOut">It would refuse marketing messages.</param>
/// <param name="Resubscribes">It would take a refusal back.</param>
/// <param name="Rules">Names of the rules that would act, in their order.</param>
/// <param name="Answer">What would be answered, without signature.</param>
/// <param name="ForwardedTo">Keys of the systems whose callbacks would be told.</param>
public sealed record ReplyTrialView(
    string AccessNumber,
    string Extension,
    string? System,
    string? Department,
    string MatchedBy,
    string? MessageId,
    bool OptsOut,
    bool Resubscribes,
    IReadOnlyList<string> Rules,
    string? Answer,
    IReadOnlyList<string> ForwardedTo
);
