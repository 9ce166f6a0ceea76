using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Security;
using Yixun.Core.Text;
using Yixun.Data.Model;
using Yixun.Functions.Health;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Reference;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Inbound;

/// <summary>
/// Stores replies: joins long ones, drops repeats of the carrier, acts on opt-out words at once, and finds the message that
/// a reply answers.
/// </summary>
public sealed class InboundReceiver(
    ReferenceData reference,
    IDbContextFactory<YixunDbContext> contexts,
    ChunkCodec codec,
    FieldCipher cipher,
    PhoneHasher hasher,
    MessageIdGenerator ids,
    RoadMetrics metrics,
    TimeProvider time,
    IOptions<YixunOptions> options
)
{
    private const int ReplyCandidates = 50;
    private static readonly TimeSpan ReplyWindow = TimeSpan.FromDays(7);

    public async Task ReceiveAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var chunk = codec.DecodeInbound(body);
        foreach (var segment in chunk.Items)
        {
            await ReceiveAsync(chunk.ChannelId, segment, cancellationToken);
        }
    }

    /// <summary>Stores long replies whose missing segments did not come in time, as far as they came.</summary>
    /// <returns>How many.</returns>
    public async Task<int> CloseOverdueAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = time.GetUtcNow() - options.Value.InboundWait;
        var waiting = await context
            .InboundSegments.Where(segment => segment.InboundMessageId == null && segment.ReceivedAt < before)
            .OrderBy(segment => segment.ReceivedAt)
            .Take(200)
            .ToListAsync(cancellationToken);
        var closed = 0;
        foreach (
            var set in waiting.GroupBy(segment =>
                (segment.ChannelId, segment.FromHash, segment.ToNumber, segment.Reference, segment.Segments)
            )
        )
        {
            await StoreAsync(context, [.. set], null, cancellationToken);
            closed++;
        }

        return closed;
    }

    private async Task ReceiveAsync(
        string channelId,
        InboundSegment segment,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (
            await context.InboundSegments.AnyAsync(
                stored => stored.ChannelId == channelId && stored.CarrierId == segment.CarrierId,
                cancellationToken
            )
        )
        {
            return;
        }

        var id = ids.Next();
        var row = new InboundSegmentEntity
        {
            Id = id,
            ChannelId = channelId,
            CarrierId = segment.CarrierId,
            FromHash = HashOf(segment.From),
            ToNumber = segment.To,
            Reference = segment.Reference,
            Segments = segment.Reference < 0 ? 1 : segment.Segments,
            Segment = segment.Reference < 0 ? 1 : segment.Segment,
            ContentCipher = cipher.Encrypt(
                id,
                CipherField.InboundRaw,
                JsonSerializer.SerializeToUtf8Bytes(new Sealed(segment.From, segment.Text), ApiJson.Options)
            ),
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(segment.At),
        };
        context.InboundSegments.Add(row);
        List<InboundSegmentEntity> set = [row];
        if (row.Segments > 1)
        {
            set.AddRange(
                await context
                    .InboundSegments.Where(other =>
                        other.ChannelId == channelId
                        && other.FromHash == row.FromHash
                        && other.ToNumber == row.ToNumber
                        && other.Reference == row.Reference
                        && other.Segments == row.Segments
                        && other.InboundMessageId == null
                    )
                    .ToListAsync(cancellationToken)
            );
        }

        if (set.Select(part => part.Segment).Distinct().Count() < row.Segments)
        {
            await context.SaveChangesAsync(cancellationToken);
            return;
        }

        await StoreAsync(context, set, segment.Media, cancellationToken);
    }

    private async Task StoreAsync(
        YixunDbContext context,
        IReadOnlyList<InboundSegmentEntity> set,
        IReadOnlyList<InboundMedium>? media,
        CancellationToken cancellationToken
    )
    {
        var parts = set.DistinctBy(part => part.Segment).OrderBy(part => part.Segment).ToList();
        var opened = parts.ConvertAll(part =>
            ApiJson.Read<Sealed>(cipher.Decrypt(part.Id, CipherField.InboundRaw, part.ContentCipher))
        );
        var from = opened[0].From;
        var text = string.Concat(opened.Select(part => part.Text));
        var fromHash = parts[0].FromHash;
        var receivedAt = parts.Max(part => part.ReceivedAt);
        var earliest = MessageIdGenerator.LowestAt(receivedAt - ReplyWindow);
        // Only what had been sent by then can be answered; the extension that the reply carries back tells which.
        var candidates = await context
            .MessagesOfPhone(fromHash, earliest)
            .Where(message => message.SubmittedAt <= receivedAt)
            .OrderByDescending(message => message.Id)
            .Take(ReplyCandidates)
            .Join(
                context.Batches,
                message => message.BatchId,
                batch => batch.Id,
                (message, batch) => new { message.Id, batch.Extension }
            )
            .ToListAsync(cancellationToken);
        var newestFirst = candidates.OrderByDescending(candidate => candidate.Id).ToList();
        var answered =
            newestFirst.Find(candidate =>
                candidate.Extension.Length > 0
                && parts[0].ToNumber.EndsWith(candidate.Extension, StringComparison.Ordinal)
            ) ?? newestFirst.FirstOrDefault();
        var isMobile = PhoneNumber.TryParse(from, out var number);
        var optsOut = isMobile && OptOutWords.Match(text);
        var id = ids.Next();
        context.InboundMessages.Add(
            new InboundMessageEntity
            {
                Id = id,
                ChannelId = parts[0].ChannelId,
                PhoneHash = fromHash,
                PhoneCipher = cipher.Encrypt(id, CipherField.InboundPhone, from),
                ToNumber = parts[0].ToNumber,
                ContentCipher = cipher.Encrypt(id, CipherField.InboundContent, text),
                ReceivedAt = receivedAt,
                OptedOut = optsOut,
                RepliesToMessageId = answered?.Id,
                Complete = parts.Count == parts[0].Segments,
            }
        );
        context.InboundParts.AddRange((media ?? []).Select((medium, index) => PartOf(id, index + 1, medium)));
        foreach (var part in set)
        {
            part.InboundMessageId = id;
            part.ContentCipher = [];
        }

        if (
            optsOut
            && !await context.OptOuts.AnyAsync(optOut => optOut.PhoneHash == fromHash, cancellationToken)
        )
        {
            var rowId = ids.Next();
            context.OptOuts.Add(
                new OptOutEntity
                {
                    PhoneHash = fromHash,
                    Id = rowId,
                    PhoneCipher = cipher.EncryptNumber(rowId, CipherField.OptOutPhone, number.Value),
                    Source = "reply",
                    CreatedAt = time.GetUtcNow(),
                }
            );
        }

        await context.SaveChangesAsync(cancellationToken);
        if (optsOut)
        {
            reference.SetOptedOut(fromHash, true);
        }

        metrics.Inbound.Inc();
    }

    private InboundPartEntity PartOf(long inboundId, int position, InboundMedium medium)
    {
        var partId = ids.Next();
        return new InboundPartEntity
        {
            Id = partId,
            InboundMessageId = inboundId,
            Position = position,
            ContentType = Shorten(medium.ContentType),
            Name = Shorten(medium.Name),
            Size = medium.Data.Length,
            Cipher = cipher.Encrypt(partId, CipherField.InboundPart, medium.Data.Span),
        };
    }

    private static string Shorten(string text) => text.Length > 100 ? text[..100] : text;

    private long HashOf(string from) =>
        PhoneNumber.TryParse(from, out var number) ? hasher.Hash(number) : hasher.Hash(from);

    private sealed record Sealed(string From, string Text);
}
