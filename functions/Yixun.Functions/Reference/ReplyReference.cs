using Microsoft.EntityFrameworkCore;
using Yixun.Core.Replies;
using Yixun.Core.Routing;
using Yixun.Data.Model;

namespace Yixun.Functions.Reference;

/// <summary>What replies are matched by, and what is done with them. Immutable.</summary>
/// <param name="Extensions">Whose digits are whose.</param>
/// <param name="AccessNumbers">Of all channels, also those that are off: replies come late.</param>
/// <param name="Rules">The enabled ones, in their order.</param>
public sealed record ReplyReference(
    ExtensionTable Extensions,
    AccessNumbers AccessNumbers,
    IReadOnlyList<ReplyRule> Rules
)
{
    public static ReplyReference Empty { get; } = new(ExtensionTable.Empty, new AccessNumbers([]), []);

    internal static async Task<ReplyReference> LoadAsync(
        YixunDbContext context,
        IReadOnlyList<ChannelDefinition> channels,
        CancellationToken cancellationToken
    )
    {
        var extensions = await context
            .Extensions.AsNoTracking()
            .OrderByDescending(extension => extension.GivenAt)
            .ToListAsync(cancellationToken);
        var rules = await context
            .ReplyRules.AsNoTracking()
            .Where(rule => rule.Enabled)
            .OrderBy(rule => rule.Position)
            .ThenBy(rule => rule.Id)
            .ToListAsync(cancellationToken);
        return new ReplyReference(
            new ExtensionTable(
                extensions.Select(row => new ExtensionAssignment(row.Digits, row.SystemId, row.Department))
            ),
            new AccessNumbers(channels.Select(channel => channel.AccessNumber)),
            rules.ConvertAll(ReplyRuleRows.Read)
        );
    }
}
