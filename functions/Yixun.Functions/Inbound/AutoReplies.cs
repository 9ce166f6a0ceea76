using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Core.Messages;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Data.Store;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Inbound;

/// <summary>
/// Submits the answers that rules owe, on the ordinary road. Each has a clientId of its own, so that a crash between
/// submission and mark repeats nothing.
/// </summary>
public sealed partial class AutoReplies(
    Submitter submitter,
    ReferenceData reference,
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    ILogger<AutoReplies> logger
)
{
    private const int PageSize = 500;
    private const int AtOnce = 32;

    /// <summary>Submits what is pending.</summary>
    /// <returns>How many were submitted or refused.</returns>
    public async Task<int> SubmitPendingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await context
            .AutoReplies.Where(answer => answer.State == AutoReplyState.Pending)
            .OrderBy(answer => answer.Id)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        if (pending.Count == 0)
        {
            return 0;
        }

        var replyIds = pending.ConvertAll(answer => answer.InboundMessageId);
        var replies = await context
            .InboundMessages.AsNoTracking()
            .Where(reply => replyIds.Contains(reply.Id))
            .ToDictionaryAsync(reply => reply.Id, cancellationToken);
        await Parallel.ForEachAsync(
            pending,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (answer, token) => await SubmitAsync(answer, replies[answer.InboundMessageId], token)
        );
        await context.SaveChangesAsync(cancellationToken);
        return pending.Count(answer => answer.State != AutoReplyState.Pending);
    }

    private async ValueTask SubmitAsync(
        AutoReplyEntity answer,
        InboundMessageEntity reply,
        CancellationToken cancellationToken
    )
    {
        var clientId = string.Create(CultureInfo.InvariantCulture, $"auto-reply-{answer.Id}");
        var phone = cipher.DecryptText(reply.Id, CipherField.InboundPhone, reply.PhoneCipher);
        try
        {
            var (accepted, _) = await submitter.SubmitAsync(
                new SubmitRequest(Lanes.NameOf(Lane.Care), [phone], clientId, Content: answer.Text),
                AnsweringOrigin.Of(reply, Lane.Care, Encoding.ASCII.GetBytes(clientId), reference),
                cancellationToken
            );
            answer.State = AutoReplyState.Submitted;
            answer.BatchId = Http.ApiId.Parse(accepted.BatchId);
        }
        catch (ProblemException exception)
        {
            Refuse(answer, exception.Problem.Code);
        }
        catch (NoRecipientLeftException exception)
        {
            Refuse(answer, exception.Problem.Code);
        }
        catch (Exception exception) when (exception is StoreBusyException or StoreUnavailableException)
        {
            LogLeft(exception, answer.Id);
        }
    }

    private void Refuse(AutoReplyEntity answer, string code)
    {
        answer.State = AutoReplyState.Refused;
        answer.Problem = code;
        LogRefused(answer.Id, answer.RuleId, code);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Automatic answer {Id} waits for the store")]
    private partial void LogLeft(Exception exception, long id);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Automatic answer {Id} of rule {RuleId} was refused: {Code}"
    )]
    private partial void LogRefused(long id, int ruleId, string code);
}
