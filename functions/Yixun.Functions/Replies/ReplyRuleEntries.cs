using Yixun.Core.Messages;
using Yixun.Core.Problems;
using Yixun.Core.Replies;
using Yixun.Core.Text;
using Yixun.Data.Model;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Replies;

/// <summary>Keyword rules between what the console enters and their rows.</summary>
internal static class ReplyRuleEntries
{
    private const int MaximumWords = 50;
    private const int MaximumWord = 200;

    /// <summary>Signatures have up to 20 characters and their brackets.</summary>
    private const string LongestSignature = "【一二三四五六七八九十一二三四五六七八九十】";

    /// <summary>Puts an entry into a row.</summary>
    /// <exception cref="ProblemException">field_invalid, content_invalid, content_too_long or
    /// rule_pattern_invalid.</exception>
    public static void Write(ReplyRuleEntity row, ReplyRuleRequest entry, ReferenceData reference)
    {
        row.Name = entry.Name.Trim() is { Length: >= 1 and <= 64 } name ? name : throw Invalid("name");
        row.Enabled = entry.Enabled;
        row.Comparison = EnumOf<ReplyComparison>(entry.Comparison, "comparison");
        if (
            entry.Words.Count is 0 or > MaximumWords
            || entry.Words.Any(word => ReplyText.Fold(word ?? "").Length == 0 || word!.Length > MaximumWord)
        )
        {
            throw Invalid("words");
        }

        row.Words = ReplyRuleRows.WriteWords(entry.Words);
        row.SystemId = SystemOf(entry.System, "system", reference)?.Id;
        row.Department = entry.Department?.Trim() is { Length: > 0 } department ? department : null;
        row.Extension =
            entry.Extension is null || ExtensionTable.IsValid(entry.Extension)
                ? entry.Extension
                : throw new ProblemException(ProblemCatalogue.ExtensionInvalid.At("extension"));
        row.AccessNumber = entry.AccessNumber is { Length: > 0 } number ? number : null;
        if (entry.ValidFrom >= entry.ValidUntil)
        {
            throw Invalid("validUntil");
        }

        row.ValidFrom = entry.ValidFrom?.ToUniversalTime();
        row.ValidUntil = entry.ValidUntil?.ToUniversalTime();
        row.Hours = DailyHours.TryParse(entry.Hours, out _, out _) ? entry.Hours : throw Invalid("hours");
        row.Answer = AnswerOf(entry.Answer);
        row.Forward = EnumOf<ReplyForward>(entry.Forward, "forward");
        row.ForwardSystemId = SystemOf(entry.ForwardSystem, "forwardSystem", reference)?.Id;
        if ((row.Forward == ReplyForward.Named) != (row.ForwardSystemId is not null))
        {
            throw Invalid("forwardSystem");
        }

        row.GoesOn = entry.GoesOn;
        try
        {
            ReplyRuleRows.Read(row);
        }
        catch (FormatException)
        {
            throw new ProblemException(ProblemCatalogue.RulePatternInvalid.At("words"));
        }
    }

    public static ReplyRuleView Read(ReplyRuleEntity row, ReferenceData reference, TimeSpan zone) =>
        new(
            row.Id,
            row.Position,
            new ReplyRuleRequest(
                row.Name,
                NameOf(row.Comparison),
                ReplyRuleRows.ReadWords(row),
                row.Enabled,
                KeyOf(row.SystemId, reference),
                row.Department,
                row.Extension,
                row.AccessNumber,
                row.ValidFrom?.ToOffset(zone),
                row.ValidUntil?.ToOffset(zone),
                row.Hours,
                row.Answer,
                NameOf(row.Forward),
                KeyOf(row.ForwardSystemId, reference),
                row.GoesOn
            ),
            row.UpdatedAt.ToOffset(zone),
            row.UpdatedBy
        );

    private static string? AnswerOf(string? entered)
    {
        if (entered is null)
        {
            return null;
        }

        var text = MessageText.Clean(entered);
        if (string.IsNullOrWhiteSpace(text) || MessageText.HasLoneSurrogate(text))
        {
            throw new ProblemException(ProblemCatalogue.ContentInvalid.At("answer"));
        }

        return TextSegmenter.CountBillable(LongestSignature + text) <= TextSegmenter.MaximumSegments
            ? text
            : throw new ProblemException(ProblemCatalogue.ContentTooLong.At("answer"));
    }

    private static ConnectedSystem? SystemOf(string? key, string field, ReferenceData reference) =>
        key is null ? null : reference.FindSystem(key) ?? throw Invalid(field);

    private static string? KeyOf(int? systemId, ReferenceData reference) =>
        systemId is { } id ? reference.KeyOfSystem(id) : null;

    private static T EnumOf<T>(string name, string field)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (NameOf(value) == name)
            {
                return value;
            }
        }

        throw Invalid(field);
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => Records.MessageRecords.NameOf(value);

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));
}
