using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Hosting;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Inbound;

/// <summary>
/// Takes segments of replies a chunk at a time: drops repeats of the carrier, joins long replies, and stores what is whole
/// with all that follows from it in one transaction.
/// </summary>
public sealed class InboundReceiver(
    ReplyStore store,
    IDbContextFactory<YixunDbContext> contexts,
    ChunkCodec codec,
    FieldCipher cipher,
    PhoneHasher hasher,
    MessageIdGenerator ids,
    TimeProvider time,
    IOptions<YixunOptions> options
) : IDisposable
{
    private const int WaitingLimit = 5_000;

    /// <summary>One chunk after the other: segments of a reply in two chunks must see each other.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task ReceiveAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var chunk = codec.DecodeInbound(body);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var fresh = await WithoutRepeatsAsync(context, chunk, cancellationToken);
            if (fresh.Count > 0)
            {
                await StoreAsync(context, chunk.ChannelId, fresh, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Stores long replies whose missing segments did not come in time, as far as they came; and those that are whole
    /// because two processes got their segments.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> CloseOverdueAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var before = time.GetUtcNow() - options.Value.InboundWait;
            var waiting = await context
                .InboundSegments.Where(segment => segment.InboundMessageId == null)
                .OrderBy(segment => segment.ReceivedAt)
                .Take(WaitingLimit)
                .ToListAsync(cancellationToken);
            var replies = waiting
                .ConvertAll(row => ReplyPart.Open(row, cipher))
                .GroupBy(part => part.Key)
                .Where(set => IsWhole(set) || set.Min(part => part.Row.ReceivedAt) < before)
                .Select(Join)
                .ToList();
            await store.StoreAsync(context, replies, cancellationToken);
            return replies.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static async Task<List<InboundSegment>> WithoutRepeatsAsync(
        YixunDbContext context,
        InboundChunk chunk,
        CancellationToken cancellationToken
    )
    {
        var carrierIds = chunk.Items.Select(item => item.CarrierId).ToHashSet(StringComparer.Ordinal);
        var known = await context
            .InboundSegments.Where(stored =>
                stored.ChannelId == chunk.ChannelId && carrierIds.Contains(stored.CarrierId)
            )
            .Select(stored => stored.CarrierId)
            .ToListAsync(cancellationToken);
        var seen = known.ToHashSet(StringComparer.Ordinal);
        return [.. chunk.Items.Where(item => seen.Add(item.CarrierId))];
    }

    private async Task StoreAsync(
        YixunDbContext context,
        string channelId,
        List<InboundSegment> fresh,
        CancellationToken cancellationToken
    )
    {
        var rowIds = new long[fresh.Count];
        ids.Fill(rowIds);
        var parts = fresh.Select((segment, index) => PartOf(rowIds[index], channelId, segment)).ToList();
        context.InboundSegments.AddRange(parts.Select(part => part.Row));
        var arrived = parts.Where(part => part.Row.Segments > 1).Select(part => part.Key).ToHashSet();
        var hashes = arrived.Select(key => key.From).Distinct().ToList();
        if (hashes.Count > 0)
        {
            var waiting = await context
                .InboundSegments.Where(row =>
                    row.InboundMessageId == null
                    && row.ChannelId == channelId
                    && hashes.Contains(row.FromHash)
                )
                .ToListAsync(cancellationToken);
            parts.AddRange(
                waiting
                    .ConvertAll(row => ReplyPart.Open(row, cipher))
                    .Where(part => arrived.Contains(part.Key))
            );
        }

        var replies = new List<WholeReply>(fresh.Count);
        foreach (var part in parts.Where(part => part.Row.Segments == 1))
        {
            replies.Add(Join([part]));
        }

        foreach (var set in parts.Where(part => part.Row.Segments > 1).GroupBy(part => part.Key))
        {
            if (IsWhole(set))
            {
                replies.Add(Join(set));
                continue;
            }

            foreach (var part in set.Where(part => part.Row.ContentCipher.Length == 0))
            {
                part.Seal(cipher);
            }
        }

        await store.StoreAsync(context, replies, cancellationToken);
    }

    private ReplyPart PartOf(long id, string channelId, in InboundSegment segment) =>
        new(
            new InboundSegmentEntity
            {
                Id = id,
                ChannelId = channelId,
                CarrierId = segment.CarrierId,
                FromHash = PhoneNumber.TryParse(segment.From, out var number)
                    ? hasher.Hash(number)
                    : hasher.Hash(segment.From),
                ToNumber = segment.To,
                Reference = segment.Reference,
                Segments = segment.Reference < 0 ? 1 : segment.Segments,
                Segment = segment.Reference < 0 ? 1 : segment.Segment,
                ContentCipher = [],
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(segment.At),
            },
            segment.From,
            segment.Text,
            segment.Media
        );

    private static bool IsWhole(IEnumerable<ReplyPart> set)
    {
        var parts = set.ToList();
        return parts.Select(part => part.Row.Segment).Distinct().Count() >= parts[0].Row.Segments;
    }

    /// <summary>Joins segments in their order, and marks them as part of the reply.</summary>
    private WholeReply Join(IEnumerable<ReplyPart> set)
    {
        var all = set.ToList();
        var id = ids.Next();
        foreach (var part in all)
        {
            part.Row.InboundMessageId = id;
            part.Row.ContentCipher = [];
        }

        var parts = all.DistinctBy(part => part.Row.Segment).OrderBy(part => part.Row.Segment).ToList();
        var first = parts[0];
        return new WholeReply(
            id,
            first.Row.ChannelId,
            first.From,
            first.Row.FromHash,
            first.Row.ToNumber,
            string.Concat(parts.Select(part => part.Text)),
            parts.Max(part => part.Row.ReceivedAt),
            parts.Count == first.Row.Segments,
            first.Media
        );
    }
}
