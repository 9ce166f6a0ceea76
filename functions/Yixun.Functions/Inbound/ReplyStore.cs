using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Replies;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Callbacks;
using Yixun.Functions.Dispatch;
using Yixun.Functions.Health;
using Yixun.Functions.Hosting;
using Yixun.Functions.Reference;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Inbound;

/// <summary>
/// Stores whole replies as one set and in one transaction: matches each with its message, system and department, acts on
/// opt-out words, asks the keyword rules, and writes the callbacks and automatic answers that follow.
/// </summary>
public sealed class ReplyStore(
    ReferenceData reference,
    ReplyVocabulary vocabulary,
    CallbackOutbox callbacks,
    QueuedBlocks queued,
    FieldCipher cipher,
    MessageIdGenerator ids,
    RoadMetrics metrics,
    TimeProvider time,
    IOptions<YixunOptions> options
)
{
    private readonly TimeSpan _zone = TimeSpan.FromHours(options.Value.ZoneOffsetHours);

    /// <summary>Adds the replies, and saves them with whatever else the context has.</summary>
    internal async Task StoreAsync(
        YixunDbContext context,
        IReadOnlyList<WholeReply> replies,
        CancellationToken cancellationToken
    )
    {
        var wishes = new Dictionary<long, (bool Refuses, PhoneNumber Number)>();
        if (replies.Count > 0)
        {
            var answered = await AnsweredMessages.LoadAsync(context, replies, cancellationToken);
            var answers = new List<AutoReplyEntity>();
            foreach (var reply in replies)
            {
                Add(context, reply, answered, wishes, answers);
            }

            await ApplyWishesAsync(context, wishes, cancellationToken);
            var allowed = await AutoReplyLimits.ChooseAsync(context, answers, cancellationToken);
            context.AutoReplies.AddRange(allowed);
        }

        await context.SaveChangesAsync(cancellationToken);
        foreach (var (hash, wish) in wishes)
        {
            reference.SetOptedOut(hash, wish.Refuses);
        }

        await queued.OptOutAsync(
            [.. wishes.Where(wish => wish.Value.Refuses).Select(wish => wish.Key)],
            cancellationToken
        );
        metrics.Inbound.Inc(replies.Count);
    }

    private void Add(
        YixunDbContext context,
        WholeReply reply,
        AnsweredMessages answered,
        Dictionary<long, (bool Refuses, PhoneNumber Number)> wishes,
        List<AutoReplyEntity> answers
    )
    {
        var known = reference.Replies;
        var (accessNumber, extension) = known.AccessNumbers.Split(reply.To);
        var match = ReplyMatch.Find(extension, known.Extensions, answered.CandidatesOf(reply));
        var isMobile = PhoneNumber.TryParse(reply.From, out var number);
        var refuses = isMobile && vocabulary.Refuses(reply.Text);
        var returns = isMobile && !refuses && vocabulary.TakesBack(reply.Text);
        if (refuses || returns)
        {
            wishes[reply.FromHash] = (refuses, number);
        }

        var rules = ReplyRule.Applying(
            known.Rules,
            new ReplyFacts(
                reply.Text,
                match.SystemId,
                match.Department,
                accessNumber,
                extension,
                reply.ReceivedAt.ToOffset(_zone)
            )
        );
        var row = new InboundMessageEntity
        {
            Id = reply.Id,
            ChannelId = reply.ChannelId,
            PhoneHash = reply.FromHash,
            PhoneCipher = cipher.Encrypt(reply.Id, CipherField.InboundPhone, reply.From),
            ToNumber = reply.To,
            ContentCipher = cipher.Encrypt(reply.Id, CipherField.InboundContent, reply.Text),
            ReceivedAt = reply.ReceivedAt,
            OptedOut = refuses,
            Resubscribed = returns,
            Extension = extension,
            SystemId = match.SystemId,
            Department = match.Department,
            MatchedBy = match.Kind,
            RuleId = rules is [var first, ..] ? first.Id : null,
            RepliesToMessageId = match.MessageId,
            Complete = reply.Complete,
        };
        context.InboundMessages.Add(row);
        context.InboundParts.AddRange(
            (reply.Media ?? []).Select((medium, index) => PartOf(reply.Id, index + 1, medium))
        );
        AddCallbacks(context, row, reply, rules, answered);

        // Who refuses is left in peace, and who is no person is not answered.
        if (isMobile && !refuses && rules.FirstOrDefault(rule => rule.Answer is not null) is { } answering)
        {
            answers.Add(
                new AutoReplyEntity
                {
                    Id = ids.Next(),
                    InboundMessageId = reply.Id,
                    RuleId = answering.Id,
                    PhoneHash = reply.FromHash,
                    Text = answering.Answer!,
                    CreatedAt = time.GetUtcNow(),
                }
            );
        }
    }

    private InboundPartEntity PartOf(long replyId, int position, InboundMedium medium)
    {
        var partId = ids.Next();
        return new InboundPartEntity
        {
            Id = partId,
            InboundMessageId = replyId,
            Position = position,
            ContentType = Shorten(medium.ContentType),
            Name = Shorten(medium.Name),
            Size = medium.Data.Length,
            Cipher = cipher.Encrypt(partId, CipherField.InboundPart, medium.Data.Span),
        };
    }

    private static string Shorten(string text) => text.Length > 100 ? text[..100] : text;

    private void AddCallbacks(
        YixunDbContext context,
        InboundMessageEntity row,
        WholeReply reply,
        IReadOnlyList<ReplyRule> rules,
        AnsweredMessages answered
    )
    {
        foreach (var target in CallbackTargets.Of(row.SystemId, rules, reference))
        {
            var message = row.RepliesToMessageId is { } messageId
                ? answered.Find(row.PhoneHash, messageId)
                : null;
            context.Callbacks.Add(
                callbacks.Create(
                    target,
                    CallbackKinds.Reply,
                    row.Id,
                    id => new ReplyCallback(
                        Http.ApiId.Of(id),
                        CallbackKinds.Reply,
                        SystemReplyView.Of(
                            row,
                            reply.From,
                            reply.Text,
                            // What another system sent is not told.
                            message?.SystemId == target
                                ? new AnsweredIds(message.Id, message.BatchId, message.ClientId)
                                : null,
                            _zone
                        )
                    )
                )
            );
        }
    }

    private async Task ApplyWishesAsync(
        YixunDbContext context,
        Dictionary<long, (bool Refuses, PhoneNumber Number)> wishes,
        CancellationToken cancellationToken
    )
    {
        if (wishes.Count == 0)
        {
            return;
        }

        var hashes = wishes.Keys.ToList();
        var refused = await context
            .OptOuts.Where(optOut => hashes.Contains(optOut.PhoneHash))
            .ToDictionaryAsync(optOut => optOut.PhoneHash, cancellationToken);
        foreach (var (hash, (refuses, number)) in wishes)
        {
            var row = refused.GetValueOrDefault(hash);
            if (!refuses && row is not null)
            {
                context.OptOuts.Remove(row);
            }
            else if (refuses && row is null)
            {
                var rowId = ids.Next();
                context.OptOuts.Add(
                    new OptOutEntity
                    {
                        PhoneHash = hash,
                        Id = rowId,
                        PhoneCipher = cipher.EncryptNumber(rowId, CipherField.OptOutPhone, number.Value),
                        Source = "reply",
                        CreatedAt = time.GetUtcNow(),
                    }
                );
            }
        }
    }
}
