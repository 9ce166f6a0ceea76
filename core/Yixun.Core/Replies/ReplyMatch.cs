namespace Yixun.Core.Replies;

/// <summary>What a reply answers.</summary>
/// <param name="Kind">How that is known.</param>
/// <param name="MessageId">The message; null: none.</param>
/// <param name="SystemId">The system that it belongs to; null: none.</param>
/// <param name="Department">The department; null: none.</param>
public sealed record ReplyMatch(ReplyMatchKind Kind, long? MessageId, int? SystemId, string? Department)
{
    /// <summary>Finds what a reply answers.</summary>
    /// <param name="extension">Digits that the reply carries back.</param>
    /// <param name="table">Whose digits are whose.</param>
    /// <param name="newestFirst">What was sent to the phone lately.</param>
    public static ReplyMatch Find(
        string extension,
        ExtensionTable table,
        IReadOnlyList<ReplyCandidate> newestFirst
    )
    {
        ArgumentNullException.ThrowIfNull(table);
        var owner = table.Find(extension);
        if (owner is not null)
        {
            // Digits that are somebody's never lead to another's message.
            var own = newestFirst.Where(candidate => IsOf(candidate, owner)).ToList();
            var answered =
                own.Find(candidate => candidate.Extension == extension)
                ?? Near(extension, own)
                ?? own.Find(static _ => true);
            return new ReplyMatch(
                answered?.Extension == extension ? ReplyMatchKind.Exact : ReplyMatchKind.Extension,
                answered?.MessageId,
                owner.SystemId ?? answered?.SystemId,
                owner.Department ?? answered?.Department
            );
        }

        return newestFirst.FirstOrDefault(candidate => candidate.Extension == extension) is { } exact
                ? Of(ReplyMatchKind.Exact, exact)
            : Near(extension, newestFirst) is { } near ? Of(ReplyMatchKind.Extension, near)
            : newestFirst is [var newest, ..] ? Of(ReplyMatchKind.Phone, newest)
            : new ReplyMatch(ReplyMatchKind.None, null, null, null);
    }

    private static bool IsOf(ReplyCandidate candidate, ExtensionAssignment owner) =>
        (owner.SystemId is null || candidate.SystemId == owner.SystemId)
        && (owner.Department is null || candidate.Department == owner.Department);

    /// <summary>Carriers drop digits at the end, or add some: the candidate that shares most of them, the newest of equals.</summary>
    private static ReplyCandidate? Near(string extension, IEnumerable<ReplyCandidate> newestFirst) =>
        extension.Length == 0
            ? null
            : newestFirst
                .Where(candidate =>
                    candidate.Extension.Length > 0
                    && (
                        candidate.Extension.StartsWith(extension, StringComparison.Ordinal)
                        || extension.StartsWith(candidate.Extension, StringComparison.Ordinal)
                    )
                )
                .MaxBy(candidate => Math.Min(candidate.Extension.Length, extension.Length));

    private static ReplyMatch Of(ReplyMatchKind kind, ReplyCandidate candidate) =>
        new(kind, candidate.MessageId, candidate.SystemId, candidate.Department);
}
