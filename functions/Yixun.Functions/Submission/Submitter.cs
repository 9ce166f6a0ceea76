using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prometheus;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Data.Store;
using Yixun.Functions.Dispatch;
using Yixun.Functions.Health;
using Yixun.Functions.Http;
using Yixun.Functions.Mms;
using Yixun.Functions.Reference;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Tracing;

namespace Yixun.Functions.Submission;

/// <summary>
/// Accepts submissions: commits them, then hands them to dispatch. What it answered is answered again to a repetition.
/// </summary>
public sealed class Submitter(
    SubmissionValidator validator,
    ReferenceData reference,
    IMessageStore store,
    IDbContextFactory<YixunDbContext> contexts,
    MessageIdGenerator ids,
    FieldCipher cipher,
    PhoneHasher hasher,
    DispatchPublisher publisher,
    RoadMetrics metrics,
    TimeProvider time
)
{
    /// <returns>The answer, and whether it is that of an earlier submission.</returns>
    public Task<(SubmitAnswer Answer, bool Repeated)> SubmitAsync(
        SubmitRequest request,
        SubmissionOrigin origin,
        CancellationToken cancellationToken
    ) =>
        AcceptAsync(
            () => validator.Validate(request, origin.System),
            request.ClientId,
            origin,
            cancellationToken
        );

    /// <inheritdoc cref="SubmitAsync(SubmitRequest,SubmissionOrigin,CancellationToken)"/>
    public Task<(SubmitAnswer Answer, bool Repeated)> SubmitAsync(
        PersonalisedRequest request,
        SubmissionOrigin origin,
        CancellationToken cancellationToken
    ) =>
        AcceptAsync(
            () => validator.Validate(request, origin.System),
            request.ClientId,
            origin,
            cancellationToken
        );

    /// <inheritdoc cref="SubmitAsync(SubmitRequest,SubmissionOrigin,CancellationToken)"/>
    public Task<(SubmitAnswer Answer, bool Repeated)> SubmitAsync(
        SubmitMmsRequest request,
        SubmissionOrigin origin,
        CancellationToken cancellationToken
    ) =>
        AcceptAsync(
            () => validator.Validate(request, origin.System),
            request.ClientId,
            origin,
            cancellationToken
        );

    /// <summary>Accepts messages that only one channel may carry, whatever routing would choose.</summary>
    /// <exception cref="ProblemException">As for any submission.</exception>
    public Task<SubmitAnswer> SubmitOverAsync(
        string channelId,
        SubmitRequest request,
        SubmissionOrigin origin,
        CancellationToken cancellationToken
    ) =>
        AcceptOverAsync(
            channelId,
            () => validator.Validate(request, origin.System),
            request.ClientId,
            origin,
            cancellationToken
        );

    /// <inheritdoc cref="SubmitOverAsync(string,SubmitRequest,SubmissionOrigin,CancellationToken)"/>
    public Task<SubmitAnswer> SubmitOverAsync(
        string channelId,
        SubmitMmsRequest request,
        SubmissionOrigin origin,
        CancellationToken cancellationToken
    ) =>
        AcceptOverAsync(
            channelId,
            () => validator.Validate(request, origin.System),
            request.ClientId,
            origin,
            cancellationToken
        );

    private async Task<SubmitAnswer> AcceptOverAsync(
        string channelId,
        Func<SubmissionDraft> validate,
        string? clientId,
        SubmissionOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var (answer, _) = await AcceptAsync(
            () => validate() with { ForcedChannelId = channelId },
            clientId,
            origin,
            cancellationToken
        );
        return answer;
    }

    private async Task<(SubmitAnswer Answer, bool Repeated)> AcceptAsync(
        Func<SubmissionDraft> validate,
        string? clientId,
        SubmissionOrigin origin,
        CancellationToken cancellationToken
    )
    {
        using var timer = metrics.SubmissionSeconds.NewTimer();
        SubmissionDraft draft;
        try
        {
            draft = validate();
        }
        // A repetition is answered as at first even when it would not be accepted any more (a schedule that has passed,
        // a template that was switched off).
        catch (Exception exception)
            when (clientId is { Length: > 0 and <= 64 }
                && exception is ProblemException or NoRecipientLeftException
            )
        {
            if (await FindExistingAsync(origin, clientId!, cancellationToken) is { } existing)
            {
                return (await AnswerAgainAsync(existing, null, cancellationToken), true);
            }

            throw;
        }

        if (origin.AnsweredExtension is { } answered)
        {
            draft = draft with { Extension = answered, Department = origin.AnsweredDepartment };
        }

        var batch = Build(draft, origin);
        var outcome = await CommitAsync(batch, cancellationToken);
        if (outcome.Existing is { } earlier)
        {
            return (await AnswerAgainAsync(earlier, draft, cancellationToken), true);
        }

        return (Publish(draft, batch, outcome), false);
    }

    private async Task<AppendOutcome> CommitAsync(NewBatch batch, CancellationToken cancellationToken)
    {
        using var span = RoadTrace.StartWithin("commit");
        span?.SetTag("yixun.lane", Lanes.NameOf(batch.Lane))
            .SetTag("yixun.batch_id", ApiId.Of(batch.Id))
            .SetTag("yixun.messages", batch.Messages.Count);
        return await store.AppendAsync(batch, cancellationToken);
    }

    private NewBatch Build(SubmissionDraft draft, SubmissionOrigin origin)
    {
        var now = time.GetUtcNow();
        var count = draft.Messages.Count;
        var made = new long[count + 1];
        ids.Fill(made);
        // The last: a batch is never kept in an earlier month than its messages.
        var batchId = made[count];
        var messages = new NewMessage[count];
        for (var index = 0; index < count; index++)
        {
            var message = draft.Messages[index];
            var id = made[index];
            messages[index] = new NewMessage(
                id,
                hasher.Hash(message.Number),
                cipher.EncryptNumber(id, CipherField.MessagePhone, message.Number.Value),
                draft.SharedText is null
                    ? cipher.Encrypt(id, CipherField.MessageContent, message.Text)
                    : null,
                message.Segments,
                message.ClientId,
                message.ClientId is null ? null : DigestOf(message)
            );
        }

        var lifetime = reference.Lanes[draft.Lane].TimeToLive;
        return new NewBatch
        {
            Id = batchId,
            SystemId = origin.System.Id,
            ClientId = draft.ClientId,
            BodyDigest = origin.BodyDigest,
            NonceHash = origin.NonceHash,
            Lane = draft.Lane,
            Kind = draft.Kind,
            ForcedChannelId = draft.ForcedChannelId,
            Extension = draft.Extension,
            Department = draft.Department,
            ContentCipher = draft.SharedText is null
                ? null
                : cipher.Encrypt(batchId, CipherField.BatchContent, draft.SharedText),
            TemplateId = draft.TemplateId,
            TemplateVersion = draft.TemplateVersion,
            RejectedCount = draft.Rejected.Count,
            RejectionsCipher =
                draft.Rejected.Count == 0
                    ? null
                    : cipher.Encrypt(
                        batchId,
                        CipherField.BatchRejections,
                        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(draft.Rejected, ApiJson.Options)
                    ),
            AcceptedAt = now,
            ScheduledAt = draft.ScheduledAt,
            Mms = draft.Mms is null ? null : NewMmsParts.Of(draft.Mms, batchId, ids, cipher),
            ExpiresAt = lifetime is null ? null : (draft.ScheduledAt ?? now) + lifetime,
            Messages = messages,
        };
    }

    private SubmitAnswer Publish(SubmissionDraft draft, NewBatch batch, AppendOutcome outcome)
    {
        var accepted = new List<AcceptedMessage>(draft.Messages.Count);
        var rejected = draft.Rejected;
        var repeats = outcome.Repeats.ToDictionary(repeat => repeat.Position);
        var entries = new List<DispatchEntry>(draft.Messages.Count);
        var expires = batch.ExpiresAt?.ToUnixTimeMilliseconds() ?? 0;
        var segments = 0;
        var shared = draft.SharedText is null ? null : TextOf(draft.SharedText, draft, batch);
        for (var index = 0; index < draft.Messages.Count; index++)
        {
            var message = draft.Messages[index];
            var id = batch.Messages[index].Id;
            if (repeats.TryGetValue(index, out var repeat))
            {
                if (repeat.SameContent)
                {
                    accepted.Add(Accepted(repeat.MessageId, message.Number, message.ClientId));
                }
                else
                {
                    rejected = [.. rejected, Conflict(message.Number)];
                }

                continue;
            }

            accepted.Add(Accepted(id, message.Number, message.ClientId));
            segments += message.Segments;
            entries.Add(
                new DispatchEntry(
                    id,
                    message.Number.Value,
                    shared ?? TextOf(message.Text, draft, batch),
                    expires
                )
            );
        }

        if (draft.ScheduledAt is null && entries.Count > 0)
        {
            publisher.Enqueue(draft.Lane, [.. entries]);
        }

        metrics.Accepted.WithLabels(Lanes.NameOf(draft.Lane)).Inc(entries.Count);
        foreach (var refusal in rejected)
        {
            metrics.Rejected.WithLabels(refusal.Code).Inc();
        }

        return new SubmitAnswer(ApiId.Of(batch.Id), accepted, rejected, segments);
    }

    private static ChunkText TextOf(string text, SubmissionDraft draft, NewBatch batch) =>
        new(
            text,
            draft.Extension,
            batch.SystemId,
            batch.Kind == ChannelKind.Mms ? batch.Id : 0,
            batch.ForcedChannelId ?? "",
            RoadTrace.Current
        );

    private async Task<ExistingSubmission?> FindExistingAsync(
        SubmissionOrigin origin,
        string clientId,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await context
            .ClientKeys.AsNoTracking()
            .SingleOrDefaultAsync(
                key => key.SystemId == origin.System.Id && !key.OfMessage && key.ClientId == clientId,
                cancellationToken
            );
        return key is null
            ? null
            : new ExistingSubmission(key.BatchId, key.Digest.AsSpan().SequenceEqual(origin.BodyDigest));
    }

    /// <summary>The answer of an earlier submission, from its rows.</summary>
    /// <param name="draft">What the repetition says, which is the same; null when it can't be read any more.</param>
    /// <exception cref="ProblemException">client_id_conflict: the body was another.</exception>
    private async Task<SubmitAnswer> AnswerAgainAsync(
        ExistingSubmission existing,
        SubmissionDraft? draft,
        CancellationToken cancellationToken
    )
    {
        if (!existing.SameBody)
        {
            throw new ProblemException(ProblemCatalogue.ClientIdConflict.At("clientId"));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await context
            .Batches.AsNoTracking()
            .SingleAsync(batch => batch.Id == existing.BatchId, cancellationToken);
        var messages = await context
            .Messages.AsNoTracking()
            .Where(message =>
                message.Id >= batch.FirstMessageId
                && message.Id <= batch.LastMessageId
                && message.BatchId == batch.Id
            )
            .OrderBy(message => message.Id)
            .ToListAsync(cancellationToken);
        var repeats = RepeatedMessages.Read(batch.Repeated);
        var earlierIds = repeats.Select(repeat => repeat.MessageId).ToList();
        var earlier = await context
            .Messages.AsNoTracking()
            .Where(message => earlierIds.Contains(message.Id))
            .ToDictionaryAsync(message => message.Id, cancellationToken);

        // Stored and repeated messages together fill the positions of the request.
        var atPosition = repeats.ToDictionary(repeat => repeat.Position);
        var accepted = new List<AcceptedMessage>(messages.Count + repeats.Count);
        var rejected = batch.RejectionsCipher is null
            ? []
            : ApiJson.Read<List<RejectedRecipient>>(
                cipher.Decrypt(batch.Id, CipherField.BatchRejections, batch.RejectionsCipher)
            );
        var stored = 0;
        for (var position = 0; position < messages.Count + repeats.Count; position++)
        {
            if (!atPosition.TryGetValue(position, out var repeat))
            {
                var message = messages[stored++];
                accepted.Add(Accepted(message.Id, NumberOf(message), message.ClientId));
            }
            else if (repeat.SameContent)
            {
                var message = earlier[repeat.MessageId];
                accepted.Add(Accepted(message.Id, NumberOf(message), message.ClientId));
            }
            else
            {
                rejected.Add(
                    Conflict(draft?.Messages[position].Number ?? NumberOf(earlier[repeat.MessageId]))
                );
            }
        }

        return new SubmitAnswer(ApiId.Of(batch.Id), accepted, rejected, batch.Segments);
    }

    private PhoneNumber NumberOf(MessageEntity message) =>
        PhoneNumber.FromValue(
            cipher.DecryptNumber(message.Id, CipherField.MessagePhone, message.PhoneCipher)
        );

    private static AcceptedMessage Accepted(long id, PhoneNumber number, string? clientId) =>
        new(ApiId.Of(id), number.Digits, clientId);

    private static RejectedRecipient Conflict(PhoneNumber number) =>
        new(number.Digits, ProblemCatalogue.ClientIdConflict.Code, ProblemCatalogue.ClientIdConflict.Detail);

    private static byte[] DigestOf(DraftMessage message)
    {
        var text = Encoding.UTF8.GetByteCount(message.Text);
        var octets = new byte[8 + text];
        BinaryPrimitives.WriteInt64BigEndian(octets, message.Number.Value);
        Encoding.UTF8.GetBytes(message.Text, octets.AsSpan(8));
        return SHA256.HashData(octets);
    }
}
