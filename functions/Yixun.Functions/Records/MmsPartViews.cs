using Microsoft.EntityFrameworkCore;
using Yixun.Data.Model;
using Yixun.Functions.Mms;

namespace Yixun.Functions.Records;

/// <summary>What a page of records shows of its MMS; media and texts are not read for it.</summary>
internal sealed class MmsPartViews
{
    private static readonly MmsPartViews Empty = new([], []);

    private readonly Dictionary<long, List<MmsPartView>> _parts;
    private readonly Dictionary<long, DateTimeOffset?> _openedAt;

    private MmsPartViews(
        Dictionary<long, List<MmsPartView>> parts,
        Dictionary<long, DateTimeOffset?> openedAt
    ) => (_parts, _openedAt) = (parts, openedAt);

    public static async Task<MmsPartViews> ReadAsync(
        YixunDbContext context,
        IReadOnlyList<long> batchIds,
        IReadOnlyList<long> messageIds,
        CancellationToken cancellationToken
    )
    {
        if (batchIds.Count == 0)
        {
            return Empty;
        }

        var parts = await context
            .MmsParts.AsNoTracking()
            .Where(part => batchIds.Contains(part.BatchId))
            .OrderBy(part => part.Position)
            .Select(part => new
            {
                part.BatchId,
                part.Position,
                part.Slide,
                part.Kind,
                part.ContentType,
                part.Name,
                part.Size,
            })
            .ToListAsync(cancellationToken);
        var opened = await context
            .MmsLinks.AsNoTracking()
            .Where(link => messageIds.Contains(link.MessageId))
            .ToDictionaryAsync(link => link.MessageId, link => link.OpenedAt, cancellationToken);
        return new MmsPartViews(
            parts
                .GroupBy(part => part.BatchId)
                .ToDictionary(
                    batch => batch.Key,
                    batch =>
                        batch
                            .Select(part =>
                                Of(
                                    new MmsShownPart(
                                        part.Position,
                                        part.Slide,
                                        part.Kind,
                                        part.ContentType,
                                        part.Name,
                                        part.Size,
                                        null
                                    )
                                )
                            )
                            .ToList()
                ),
            opened
        );
    }

    public static MmsPartView Of(MmsShownPart part) =>
        new(
            part.Position,
            part.Slide,
            MessageRecords.NameOf(part.Kind),
            part.ContentType,
            part.Name,
            part.Size,
            part.Text
        );

    public IReadOnlyList<MmsPartView> Of(long batchId) => _parts.GetValueOrDefault(batchId) ?? [];

    public DateTimeOffset? OpenedAt(long messageId) => _openedAt.GetValueOrDefault(messageId);
}
