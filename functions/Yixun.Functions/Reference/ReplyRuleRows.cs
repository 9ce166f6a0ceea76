using System.Text.Json;
using Yixun.Core.Messages;
using Yixun.Core.Replies;
using Yixun.Data.Model;

namespace Yixun.Functions.Reference;

/// <summary>Reply rules between their rows and what is asked.</summary>
internal static class ReplyRuleRows
{
    /// <exception cref="FormatException">A regular expression or the hours are malformed.</exception>
    public static ReplyRule Read(ReplyRuleEntity row)
    {
        if (!DailyHours.TryParse(row.Hours, out var from, out var to))
        {
            throw new FormatException(
                $"Reply rule {row.Id}: '{row.Hours}' is not like 08:00-18:00 or always."
            );
        }

        return new ReplyRule(row.Comparison, ReadWords(row))
        {
            Id = row.Id,
            Name = row.Name,
            SystemId = row.SystemId,
            Department = row.Department,
            Extension = row.Extension,
            AccessNumber = row.AccessNumber,
            ValidFrom = row.ValidFrom,
            ValidUntil = row.ValidUntil,
            HoursFrom = from,
            HoursTo = to,
            Answer = row.Answer,
            Forward = row.Forward,
            ForwardSystemId = row.ForwardSystemId,
            GoesOn = row.GoesOn,
        };
    }

    public static IReadOnlyList<string> ReadWords(ReplyRuleEntity row) =>
        JsonSerializer.Deserialize<string[]>(row.Words)!;

    public static string WriteWords(IReadOnlyList<string> words) => JsonSerializer.Serialize(words);
}
