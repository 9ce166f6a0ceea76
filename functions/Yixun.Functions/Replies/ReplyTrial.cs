using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Replies;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Callbacks;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Inbound;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Replies;

/// <summary>Tells what would be done with a reply, and does nothing.</summary>
public sealed class ReplyTrial(
    ReferenceData reference,
    ReplyVocabulary vocabulary,
    IDbContextFactory<YixunDbContext> contexts,
    PhoneHasher hasher,
    TimeProvider time,
    IOptions<YixunOptions> options
)
{
    private const int MaximumText = 1_000;

    /// <exception cref="ProblemException">field_invalid or number_invalid.</exception>
    public async Task<ReplyTrialView> TryAsync(ReplyTrialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Text.Length is 0 or > MaximumText)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("text").At("text"));
        }

        var known = reference.Replies;
        var now = time.GetUtcNow().ToOffset(TimeSpan.FromHours(options.Value.ZoneOffsetHours));
        var (accessNumber, extension) = known.AccessNumbers.Split(request.To);
        var match = ReplyMatch.Find(
            extension,
            known.Extensions,
            request.From is null ? [] : await CandidatesAsync(request, now, cancellationToken)
        );
        var refuses = vocabulary.Refuses(request.Text);
        var rules = ReplyRule.Applying(
            known.Rules,
            new ReplyFacts(request.Text, match.SystemId, match.Department, accessNumber, extension, now)
        );
        return new ReplyTrialView(
            accessNumber,
            extension,
            match.SystemId is { } id ? reference.KeyOfSystem(id) : null,
            match.Department,
            MessageRecords.NameOf(match.Kind),
            match.MessageId is { } message ? ApiId.Of(message) : null,
            refuses,
            vocabulary.TakesBack(request.Text),
            [.. rules.Select(rule => rule.Name)],
            refuses ? null : rules.FirstOrDefault(rule => rule.Answer is not null)?.Answer,
            [.. CallbackTargets.Of(match.SystemId, rules, reference).Select(reference.KeyOfSystem)]
        );
    }

    private async Task<IReadOnlyList<ReplyCandidate>> CandidatesAsync(
        ReplyTrialRequest request,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (!PhoneNumber.TryParse(request.From, out var number))
        {
            throw new ProblemException(ProblemCatalogue.NumberInvalid.At("from"));
        }

        var reply = new WholeReply(
            0,
            "",
            number.Digits,
            hasher.Hash(number),
            request.To,
            request.Text,
            now,
            Complete: true
        );
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await AnsweredMessages.LoadAsync(context, [reply], cancellationToken)).CandidatesOf(reply);
    }
}
