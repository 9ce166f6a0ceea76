using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Core.Text;
using Yixun.Data.Model;
using Yixun.Data.Store;
using Yixun.Functions.Hosting;
using Yixun.Functions.Reference;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Mms;

/// <summary>
/// Turns MMS that no channel carries into short messages with a link, where their caller allowed it. A message keeps its
/// id; its text and its link are stored with the decision, in one transaction.
/// </summary>
public sealed class MmsFallback(
    ReferenceData reference,
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    IOptions<YixunOptions> options
)
{
    private const int TokenLength = 10;
    private const string TokenCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Decides anew about those of a chunk that have no route as MMS.</summary>
    /// <param name="requests">How messages with each text of the chunk are routed.</param>
    /// <param name="updates">What was decided; changed in place.</param>
    /// <returns>The new texts, by place in the chunk; empty mostly.</returns>
    public async ValueTask<IReadOnlyDictionary<int, ChunkText>> ApplyAsync(
        MessageChunk chunk,
        RouteRequest[] requests,
        DispatchUpdate[] updates,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (!Array.Exists(requests, request => request.Kind == ChannelKind.Mms))
        {
            return Nothing;
        }

        var stranded = Enumerable
            .Range(0, updates.Length)
            .Where(index =>
                updates[index].Reason == MessageReasons.NoRoute
                && requests[chunk.Items[index].Text] is { Kind: ChannelKind.Mms, Channel: "" }
            )
            .ToList();
        if (stranded.Count == 0)
        {
            return Nothing;
        }

        var allowed = await LoadAsync(
            [.. stranded.Select(index => chunk.Texts[chunk.Items[index].Text].MmsBatchId).Distinct()],
            cancellationToken
        );
        var texts = new Dictionary<int, ChunkText>();
        foreach (var index in stranded)
        {
            var item = chunk.Items[index];
            var original = chunk.Texts[item.Text];
            if (!allowed.TryGetValue(original.MmsBatchId, out var withGap))
            {
                continue;
            }

            var token = RandomNumberGenerator.GetString(TokenCharacters, TokenLength);
            if (options.Value.PublicLink("m", token) is not { } link)
            {
                continue;
            }

            var text = FallbackText.WithLink(withGap, link);
            var route = reference.Routes.Choose(
                requests[item.Text] with
                {
                    Kind = ChannelKind.Sms,
                    Number = PhoneNumber.FromValue(item.Phone),
                    MessageId = item.Id,
                    Links = reference.Links.KindOf(text),
                },
                now
            );
            var trace = RouteExplanation.FallbackPrefix + route.Reason;
            if (route.Outcome != RouteOutcome.Chosen)
            {
                updates[index] = updates[index] with { Trace = trace };
                continue;
            }

            texts[index] = original with { Text = text, MmsBatchId = 0 };
            updates[index] = new DispatchUpdate(
                item.Id,
                MessageState.Queued,
                route.Carrier,
                route.Channel!.Id,
                null,
                trace,
                null,
                new FallenBack(
                    token,
                    original.MmsBatchId,
                    cipher.Encrypt(item.Id, CipherField.MessageContent, text),
                    TextSegmenter.CountBillable(text),
                    now + TimeSpan.FromDays(options.Value.Mms.LinkDays)
                )
            );
        }

        return texts;
    }

    private static readonly Dictionary<int, ChunkText> Nothing = [];

    private async Task<Dictionary<long, string>> LoadAsync(
        List<long> batchIds,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context
            .MmsFallbacks.AsNoTracking()
            .Where(row => batchIds.Contains(row.BatchId))
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => row.BatchId,
            row => cipher.DecryptText(row.BatchId, CipherField.MmsFallback, row.ContentCipher)
        );
    }
}
