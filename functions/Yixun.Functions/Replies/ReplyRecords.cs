using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Callbacks;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Replies;

/// <summary>Reads replies, for systems and for the console.</summary>
public sealed class ReplyRecords(
    MessageRecords messages,
    ReferenceData reference,
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    PhoneHasher hasher,
    IOptions<YixunOptions> options
)
{
    private readonly TimeSpan _zone = TimeSpan.FromHours(options.Value.ZoneOffsetHours);

    /// <summary>A system's own replies after an id, oldest first.</summary>
    public async Task<SystemReplyPage> ListOwnAsync(
        int systemId,
        HttpRequest request,
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = ReplyQuery.Between(
            context
                .InboundMessages.AsNoTracking()
                .Where(reply => reply.SystemId == systemId && reply.Id > after),
            request.Time("since"),
            request.Time("until")
        );
        if (request.Text("extension") is { } extension)
        {
            query = query.Where(reply => reply.Extension == extension);
        }

        if (request.Text("to") is { } to)
        {
            query = query.Where(reply => reply.ToNumber == to);
        }

        var rows = await query.OrderBy(reply => reply.Id).Take(limit).ToListAsync(cancellationToken);
        var answeredIds = rows.Select(reply => reply.RepliesToMessageId ?? 0).ToList();
        var answered = await context
            .Messages.AsNoTracking()
            .Where(message => answeredIds.Contains(message.Id) && message.SystemId == systemId)
            .Join(
                context.Batches,
                message => message.BatchId,
                batch => batch.Id,
                (message, batch) =>
                    new AnsweredIds(message.Id, message.BatchId, message.ClientId ?? batch.ClientId)
            )
            .ToDictionaryAsync(ids => ids.MessageId, cancellationToken);
        return new SystemReplyPage(
            rows.ConvertAll(row =>
            {
                var (from, content) = Open(row);
                var ids = row.RepliesToMessageId is { } id ? answered.GetValueOrDefault(id) : null;
                return SystemReplyView.Of(row, from, content, ids, _zone);
            }),
            rows.Count == 0 ? null : ApiId.Of(rows[^1].Id)
        );
    }

    /// <summary>Replies before an id, filtered, newest first; numbers masked.</summary>
    public async Task<ReplyPage> ListAsync(
        HttpRequest request,
        long before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await ReplyQuery
            .Filter(
                context.InboundMessages.AsNoTracking().Where(reply => reply.Id < before),
                request,
                reference,
                hasher
            )
            .OrderByDescending(reply => reply.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(reply => reply.Id);
        var media = (
            await context
                .InboundParts.AsNoTracking()
                .Where(part => ids.Contains(part.InboundMessageId))
                .OrderBy(part => part.Position)
                .Select(part => new
                {
                    part.InboundMessageId,
                    View = new ReplyMediumView(part.Position, part.ContentType, part.Name, part.Size),
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(part => part.InboundMessageId, part => part.View);
        var page = rows.Take(limit).Select(row => View(row, [.. media[row.Id]])).ToList();
        return new ReplyPage(page, rows.Count > limit ? page[^1].Id : null);
    }

    /// <summary>What went to and came from the phone of a reply, before an id, newest first.</summary>
    /// <exception cref="ProblemException">not_found.</exception>
    public async Task<ConversationPage> ReadConversationAsync(
        long replyId,
        long before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var phone =
            await context
                .InboundMessages.Where(reply => reply.Id == replyId)
                .Select(reply => (long?)reply.PhoneHash)
                .SingleOrDefaultAsync(cancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        var replies = await context
            .InboundMessages.AsNoTracking()
            .Where(reply => reply.PhoneHash == phone && reply.Id < before)
            .OrderByDescending(reply => reply.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var sent = await messages.ListAsync(phone, null, null, before, limit, cancellationToken);
        // Ids of both are made by one clock.
        var items = replies
            .Select(reply => (reply.Id, Item: ItemOf(reply)))
            .Concat(sent.Items.Select(message => (Id: ApiId.Parse(message.Id), Item: ItemOf(message))))
            .OrderByDescending(item => item.Id)
            .ToList();
        return new ConversationPage(
            [.. items.Take(limit).Select(item => item.Item)],
            items.Count > limit || sent.Next is not null ? ApiId.Of(items[limit - 1].Id) : null
        );
    }

    /// <summary>Number and text; what does not open is said so, and spoils no page.</summary>
    internal (string From, string Content) Open(InboundMessageEntity row)
    {
        try
        {
            return (
                cipher.DecryptText(row.Id, CipherField.InboundPhone, row.PhoneCipher),
                cipher.DecryptText(row.Id, CipherField.InboundContent, row.ContentCipher)
            );
        }
        catch (CryptographicException)
        {
            return ("", "（无法解密）");
        }
    }

    private ReplyView View(InboundMessageEntity row, IReadOnlyList<ReplyMediumView> media)
    {
        var (from, content) = Open(row);
        var system = row.SystemId is { } id ? reference.FindSystem(id) : null;
        return new ReplyView(
            ApiId.Of(row.Id),
            PhoneNumber.TryParse(from, out var number) ? number.ToString() : from,
            row.ToNumber,
            content,
            row.ReceivedAt.ToOffset(_zone),
            row.ChannelId,
            row.OptedOut,
            row.Complete,
            row.RepliesToMessageId is { } messageId ? ApiId.Of(messageId) : null,
            row.Resubscribed,
            row.Extension,
            MessageRecords.NameOf(row.MatchedBy),
            system?.Key,
            system?.Name,
            row.Department,
            row.RuleId,
            row.HandledBy,
            row.HandledAt?.ToOffset(_zone),
            media
        );
    }

    private ConversationItem ItemOf(InboundMessageEntity reply) =>
        new(ApiId.Of(reply.Id), "reply", reply.ReceivedAt.ToOffset(_zone), Open(reply).Content, null, null);

    private static ConversationItem ItemOf(MessageView message) =>
        new(message.Id, "message", message.AcceptedAt, message.Content, message.State, message.Lane);
}
