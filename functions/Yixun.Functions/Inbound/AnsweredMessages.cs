using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Replies;
using Yixun.Data.Model;

namespace Yixun.Functions.Inbound;

/// <summary>What was sent lately to the phones of many replies, read as one set.</summary>
internal sealed class AnsweredMessages
{
    /// <summary>Messages of a phone that are looked at.</summary>
    private const int PerPhone = 50;
    private const int PageSize = 1_000;
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private readonly Dictionary<long, List<Sent>> _byPhone = [];

    private AnsweredMessages() { }

    public static async Task<AnsweredMessages> LoadAsync(
        YixunDbContext context,
        IReadOnlyCollection<WholeReply> replies,
        CancellationToken cancellationToken
    )
    {
        var found = new AnsweredMessages();
        var hashes = replies.Select(reply => reply.FromHash).Distinct().ToList();
        var earliest = MessageIdGenerator.LowestAt(replies.Min(reply => reply.ReceivedAt) - Window);
        var ofPhones = await context.MessagesOfPhones(hashes, earliest).ToListAsync(cancellationToken);
        var phoneOf = ofPhones
            .GroupBy(row => row.PhoneHash)
            .SelectMany(rows =>
                rows.DistinctBy(row => row.MessageId).OrderByDescending(row => row.MessageId).Take(PerPhone)
            )
            .ToDictionary(row => row.MessageId, row => row.PhoneHash);
        foreach (var page in phoneOf.Keys.Chunk(PageSize))
        {
            var wanted = page.ToList();
            var rows = await context
                .Messages.AsNoTracking()
                .Where(message => wanted.Contains(message.Id))
                .Join(
                    context.Batches,
                    message => message.BatchId,
                    batch => batch.Id,
                    (message, batch) =>
                        new Sent(
                            message.Id,
                            message.BatchId,
                            message.SystemId,
                            message.State,
                            message.DispatchedAt,
                            message.SubmittedAt,
                            message.ClientId ?? batch.ClientId,
                            batch.Department,
                            batch.Extension
                        )
                )
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var phone = phoneOf[row.Id];
                if (!found._byPhone.TryGetValue(phone, out var messages))
                {
                    found._byPhone.Add(phone, messages = []);
                }

                messages.Add(row);
            }
        }

        foreach (var messages in found._byPhone.Values)
        {
            messages.Sort((one, other) => other.Id.CompareTo(one.Id));
        }

        return found;
    }

    /// <summary>What a reply may answer, newest first.</summary>
    public IReadOnlyList<ReplyCandidate> CandidatesOf(WholeReply reply) =>
        _byPhone.TryGetValue(reply.FromHash, out var messages)
            ?
            [
                .. messages
                    .Where(message => message.WasSentBy(reply.ReceivedAt))
                    .Select(message => new ReplyCandidate(
                        message.Id,
                        message.SystemId,
                        message.Department,
                        message.Extension
                    )),
            ]
            : [];

    /// <summary>A message among what was loaded.</summary>
    public Sent? Find(long phoneHash, long messageId) =>
        _byPhone.GetValueOrDefault(phoneHash)?.Find(message => message.Id == messageId);

    /// <summary>A message as far as a reply is concerned with it.</summary>
    internal sealed record Sent(
        long Id,
        long BatchId,
        int SystemId,
        MessageState State,
        DateTimeOffset? DispatchedAt,
        DateTimeOffset? SubmittedAt,
        string? ClientId,
        string? Department,
        string Extension
    )
    {
        /// <summary>
        /// Only what had been sent by then can be answered. A phone that answers by itself may be faster than the carrier's
        /// response, and of an uncertain message there is none.
        /// </summary>
        public bool WasSentBy(DateTimeOffset moment) =>
            SubmittedAt is { } submitted
                ? submitted <= moment
                : State is MessageState.Submitting or MessageState.Uncertain && DispatchedAt <= moment;
    }
}
