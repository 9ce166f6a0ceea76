using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Authentication;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Mms;

/// <summary>The media of records and replies.</summary>
public sealed class MmsMediaFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    MmsParts parts
)
{
    [Function("GetMmsMedium")]
    [ApiOperation("取彩信的一个媒体或文字", Tag = "彩信", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "文件")]
    public async Task<IResult> GetMedium(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/messages/{id}/media/{part}")]
            HttpRequest request,
        string id,
        string part,
        FunctionContext context
    ) =>
        MmsFileResult.Of(
            await FindAsync(
                ApiId.Parse(id),
                PositionOf(part),
                SystemCall.Of(context).System.Id,
                context.CancellationToken
            ),
            request
        );

    [Function("AdminGetMmsMedium")]
    [ApiOperation("取发送记录中彩信的一个媒体或文字", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "文件")]
    public async Task<IResult> AdminGetMedium(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/messages/{id}/media/{part}")]
            HttpRequest request,
        string id,
        string part,
        FunctionContext context
    ) =>
        MmsFileResult.Of(
            await FindAsync(ApiId.Parse(id), PositionOf(part), null, context.CancellationToken),
            request
        );

    [Function("AdminGetReplyMedium")]
    [ApiOperation("下载回复中的一个媒体", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "文件")]
    public async Task<IResult> GetReplyMedium(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/replies/{id}/media/{part}")]
            HttpRequest request,
        string id,
        string part,
        FunctionContext context
    )
    {
        var (replyId, position) = (ApiId.Parse(id), PositionOf(part));
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var found =
            await database
                .InboundParts.AsNoTracking()
                .SingleOrDefaultAsync(
                    row => row.InboundMessageId == replyId && row.Position == position,
                    context.CancellationToken
                )
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        return MmsFileResult.Of(
            new MmsFile(found.ContentType, cipher.Decrypt(found.Id, CipherField.InboundPart, found.Cipher)),
            request,
            asDownload: true
        );
    }

    private async Task<MmsFile> FindAsync(
        long messageId,
        int position,
        int? systemId,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var batchId = await context
            .Messages.Where(message =>
                message.Id == messageId && (systemId == null || message.SystemId == systemId)
            )
            .Select(message => (long?)message.BatchId)
            .SingleOrDefaultAsync(cancellationToken);
        return
            batchId is { } known
            && await parts.FindFileAsync(context, known, position, cancellationToken) is { } file
            ? file
            : throw new ProblemException(ProblemCatalogue.NotFound);
    }

    private static int PositionOf(string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ProblemException(ProblemCatalogue.NotFound);
}
