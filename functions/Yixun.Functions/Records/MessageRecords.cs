using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Failures;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Mms;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Records;

/// <summary>Reads messages and batches for those who may see them.</summary>
public sealed class MessageRecords(
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    ReferenceData reference,
    MmsParts parts,
    TimeProvider time,
    IOptions<YixunOptions> options
)
{
    private const string Unreadable = "（数据无法解密）";

    private readonly TimeSpan _zone = TimeSpan.FromHours(options.Value.ZoneOffsetHours);

    /// <summary>One message; null when there is none or it is another system's.</summary>
    /// <param name="systemId">Null: whoever's it is.</param>
    public async Task<MessageView?> FindAsync(
        long id,
        int? systemId,
        bool masked,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await context
            .Messages.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (message is null || (systemId is not null && message.SystemId != systemId))
        {
            return null;
        }

        var view = (await ViewAsync(context, [message], masked, cancellationToken))[0];
        return
            view.Mms is { } mms
            && await parts.OpenAllAsync(context, message.BatchId, cancellationToken) is { } opened
            ? view with
            {
                Mms = mms with { Parts = [.. opened.Select(MmsPartViews.Of)] },
            }
            : view;
    }

    /// <summary>One batch; null when there is none or it is another system's.</summary>
    public async Task<BatchView?> FindBatchAsync(long id, int? systemId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await context
            .Batches.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (batch is null || (systemId is not null && batch.SystemId != systemId))
        {
            return null;
        }

        var states = await MessagesOf(context, batch)
            .GroupBy(message => message.State)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return new BatchView(
            ApiId.Of(batch.Id),
            batch.ClientId,
            Lanes.NameOf(batch.Lane),
            Local(batch.AcceptedAt),
            Local(batch.ScheduledAt),
            batch.MessageCount,
            batch.RejectedCount,
            batch.Segments,
            states.OrderBy(state => state.Key).ToDictionary(state => NameOf(state.Key), state => state.Count)
        );
    }

    /// <summary>Messages under a clientId: that of one message, else of a whole submission.</summary>
    public async Task<MessagePage> FindByClientIdAsync(
        string clientId,
        int systemId,
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = await context
            .ClientKeys.AsNoTracking()
            .Where(key => key.SystemId == systemId && key.ClientId == clientId)
            .ToListAsync(cancellationToken);
        if (keys.Find(key => key.OfMessage) is { } ofMessage)
        {
            var one = await context
                .Messages.AsNoTracking()
                .Where(message => message.Id == ofMessage.MessageId && message.Id > after)
                .ToListAsync(cancellationToken);
            return new MessagePage(await ViewAsync(context, one, masked: false, cancellationToken), null);
        }

        if (keys.Count == 0)
        {
            return new MessagePage([], null);
        }

        var batch = await context
            .Batches.AsNoTracking()
            .SingleAsync(row => row.Id == keys[0].BatchId, cancellationToken);
        var messages = await MessagesOf(context, batch)
            .Where(message => message.Id > after)
            .OrderBy(message => message.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return await PageAsync(context, messages, limit, masked: false, cancellationToken);
    }

    /// <summary>The newest messages before an id, filtered; newest first.</summary>
    public async Task<MessagePage> ListAsync(
        long? phoneHash,
        MessageState? state,
        ChannelKind? kind,
        long before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = (phoneHash is { } hash ? context.MessagesOfPhone(hash) : context.Messages)
            .AsNoTracking()
            .Where(message => message.Id < before);
        if (state is { } wanted)
        {
            query = query.Where(message => message.State == wanted);
        }

        // The lambdas below must not see the variable that they are assigned to.
        var candidates = query;
        query = kind switch
        {
            null => candidates,
            ChannelKind.Sms => candidates.Where(message =>
                !context.Batches.Any(batch => batch.Id == message.BatchId && batch.Kind == ChannelKind.Mms)
            ),
            // By the few batches of that kind: a page must not look through all messages for them.
            _ => from batch in context.Batches
            where batch.Kind == ChannelKind.Mms && batch.FirstMessageId < before
            from message in candidates
            where
                message.Id >= batch.FirstMessageId
                && message.Id <= batch.LastMessageId
                && message.BatchId == batch.Id
            select message,
        };
        var messages = await query
            .OrderByDescending(message => message.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return await PageAsync(context, messages, limit, masked: true, cancellationToken);
    }

    internal static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static IQueryable<MessageEntity> MessagesOf(YixunDbContext context, BatchEntity batch) =>
        context
            .Messages.AsNoTracking()
            .Where(message =>
                message.Id >= batch.FirstMessageId
                && message.Id <= batch.LastMessageId
                && message.BatchId == batch.Id
            );

    private async Task<MessagePage> PageAsync(
        YixunDbContext context,
        List<MessageEntity> messages,
        int limit,
        bool masked,
        CancellationToken cancellationToken
    )
    {
        var more = messages.Count > limit;
        if (more)
        {
            messages.RemoveAt(limit);
        }

        return new MessagePage(
            await ViewAsync(context, messages, masked, cancellationToken),
            more ? ApiId.Of(messages[^1].Id) : null
        );
    }

    private async Task<List<MessageView>> ViewAsync(
        YixunDbContext context,
        List<MessageEntity> messages,
        bool masked,
        CancellationToken cancellationToken
    )
    {
        var ids = messages.ConvertAll(message => message.Id);
        var segments = (
            await context
                .MessageSegments.AsNoTracking()
                .Where(segment => ids.Contains(segment.MessageId))
                .ToListAsync(cancellationToken)
        ).ToLookup(segment => segment.MessageId);
        var batchIds = messages.Select(message => message.BatchId).Distinct().ToList();
        var batches = await context
            .Batches.AsNoTracking()
            .Where(batch => batchIds.Contains(batch.Id))
            .ToDictionaryAsync(batch => batch.Id, cancellationToken);
        var mms = await MmsPartViews.ReadAsync(
            context,
            [.. batches.Values.Where(batch => batch.Kind == ChannelKind.Mms).Select(batch => batch.Id)],
            ids,
            cancellationToken
        );
        return messages.ConvertAll(message =>
            View(message, batches[message.BatchId], [.. segments[message.Id]], mms, masked)
        );
    }

    private MessageView View(
        MessageEntity message,
        BatchEntity batch,
        IReadOnlyList<MessageSegmentEntity> segments,
        MmsPartViews mms,
        bool masked
    )
    {
        var (to, content) = Open(message, batch, masked);
        var failure = FailureTexts.Find(message.Reason);
        return new MessageView(
            ApiId.Of(message.Id),
            ApiId.Of(message.BatchId),
            message.ClientId ?? batch.ClientId,
            to,
            Lanes.NameOf(message.Lane),
            NameOf(message.State),
            NameOf(message.Carrier),
            message.ChannelId,
            content,
            message.Segments,
            message.UnitPrice / 10_000m,
            message.ChargedSegments,
            [
                .. segments
                    .OrderBy(segment => segment.Index)
                    .Select(segment => new SegmentView(
                        segment.Index,
                        segment.CarrierId,
                        segment.ChannelId,
                        segment.Result,
                        segment.Status,
                        Local(segment.SubmittedAt),
                        Local(segment.ReportedAt)
                    )),
            ],
            Local(MessageIdGenerator.TimeOf(message.Id)),
            Local(message.DueAt),
            Local(message.ExpiresAt),
            Local(message.DispatchedAt),
            Local(message.SubmittedAt),
            Local(message.FinalAt),
            failure is null ? null : new FailureView(failure.Code, failure.Cause, failure.Advice),
            message.Trace,
            message.Trace is null ? null : Explain(message.Trace, message.State, message.Lane),
            batch.Kind == ChannelKind.Mms ? "mms" : "sms",
            batch.Kind == ChannelKind.Mms ? MmsOf(message, batch, segments, mms) : null
        );
    }

    private IReadOnlyList<string> Explain(string trace, MessageState state, Lane lane)
    {
        var routes = reference.Routes;
        var steps = RouteExplanation.Explain(
            trace,
            id => routes.Channels.FirstOrDefault(channel => channel.Id == id)?.Name,
            id => routes.Rules.FirstOrDefault(rule => rule.Id == id)?.Name
        );
        // It has a channel, and its lane has closed since: the daemon keeps it until the lane opens.
        return state == MessageState.Queued && reference.Lanes.OpensAt(lane, time.GetUtcNow()) is { } opens
            ?
            [
                .. steps,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"该类别现在不在发送时段，{opens:MM-dd HH:mm} 起发送"
                ),
            ]
            : steps;
    }

    private MmsView MmsOf(
        MessageEntity message,
        BatchEntity batch,
        IReadOnlyList<MessageSegmentEntity> segments,
        MmsPartViews mms
    )
    {
        string subject;
        try
        {
            subject = cipher.DecryptText(batch.Id, CipherField.BatchContent, batch.ContentCipher);
        }
        catch (CryptographicException)
        {
            subject = Unreadable;
        }

        return new MmsView(
            subject,
            message.ContentCipher is null ? "mms" : "sms",
            mms.Of(batch.Id),
            Local(segments.Max(segment => segment.ReadAt)),
            Local(mms.OpenedAt(message.Id))
        );
    }

    /// <summary>Number and text; what does not open is said so, and spoils no page.</summary>
    private (string To, string Content) Open(MessageEntity message, BatchEntity batch, bool masked)
    {
        try
        {
            var number = PhoneNumber.FromValue(
                cipher.DecryptNumber(message.Id, CipherField.MessagePhone, message.PhoneCipher)
            );
            var content = message.ContentCipher is not null
                ? cipher.DecryptText(message.Id, CipherField.MessageContent, message.ContentCipher)
                : cipher.DecryptText(batch.Id, CipherField.BatchContent, batch.ContentCipher);
            return (masked ? number.ToString() : number.Digits, content);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return ("", Unreadable);
        }
    }

    private DateTimeOffset Local(DateTimeOffset time) => time.ToOffset(_zone);

    private DateTimeOffset? Local(DateTimeOffset? time) => time?.ToOffset(_zone);
}
