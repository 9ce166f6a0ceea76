using Microsoft.EntityFrameworkCore;
using Yixun.Data.Model;

namespace Yixun.Functions.Inbound;

/// <summary>
/// Two machines that answer each other must not go on for ever: a rule answers a phone once an hour, and all rules together
/// five times a day.
/// </summary>
internal static class AutoReplyLimits
{
    public const int PerDay = 5;
    public static readonly TimeSpan BetweenTwo = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Those that may be answered, in their order.</summary>
    public static async Task<IReadOnlyList<AutoReplyEntity>> ChooseAsync(
        YixunDbContext context,
        IReadOnlyList<AutoReplyEntity> wanted,
        CancellationToken cancellationToken
    )
    {
        if (wanted.Count == 0)
        {
            return [];
        }

        var hashes = wanted.Select(answer => answer.PhoneHash).Distinct().ToList();
        var since = wanted.Min(answer => answer.CreatedAt) - Day;
        var earlier = await context
            .AutoReplies.AsNoTracking()
            .Where(answer => hashes.Contains(answer.PhoneHash) && answer.CreatedAt > since)
            .ToListAsync(cancellationToken);
        return Choose(earlier, wanted);
    }

    /// <inheritdoc cref="ChooseAsync"/>
    /// <param name="earlier">Answers of the last day to the same phones.</param>
    public static IReadOnlyList<AutoReplyEntity> Choose(
        IEnumerable<AutoReplyEntity> earlier,
        IReadOnlyList<AutoReplyEntity> wanted
    )
    {
        var ofPhone = earlier
            .GroupBy(answer => answer.PhoneHash)
            .ToDictionary(answers => answers.Key, answers => answers.ToList());
        var allowed = new List<AutoReplyEntity>();
        foreach (var answer in wanted)
        {
            if (!ofPhone.TryGetValue(answer.PhoneHash, out var before))
            {
                ofPhone.Add(answer.PhoneHash, before = []);
            }

            if (
                before.Count(other => other.CreatedAt > answer.CreatedAt - Day) >= PerDay
                || before.Exists(other =>
                    other.RuleId == answer.RuleId && other.CreatedAt > answer.CreatedAt - BetweenTwo
                )
            )
            {
                continue;
            }

            before.Add(answer);
            allowed.Add(answer);
        }

        return allowed;
    }
}
