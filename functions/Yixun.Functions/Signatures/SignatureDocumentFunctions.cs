using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Yixun.Core.Ids;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Core.Signatures;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Signatures;

/// <summary>The papers that prove the right to a signature. Encrypted at rest, and out only through here.</summary>
public sealed class SignatureDocumentFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    StaffChanges changes,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const int MaximumDocuments = 20;
    private const int LongestName = 120;

    [Function("AdminListSignatureDocuments")]
    [ApiOperation("签名的报备材料", Tag = "签名报备", Problems = ["not_found"])]
    [ApiResponse(
        StatusCodes.Status200OK,
        "全部材料，最多 20 份；不含内容",
        typeof(IReadOnlyList<DocumentView>)
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/signatures/{id}/documents")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var signature = await SignatureFunctions.FindAsync(database, id, context.CancellationToken);
        var rows = await database
            .SignatureDocuments.Where(document => document.SignatureId == signature.Id)
            .OrderBy(document => document.Id)
            .Select(document => new
            {
                document.Id,
                document.Kind,
                document.FileName,
                document.ContentType,
                document.Length,
                document.Sha256,
                document.UploadedBy,
                document.UploadedAt,
            })
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(
            rows.ConvertAll(row => new DocumentView(
                ApiId.Of(row.Id),
                ApiNames.Of(row.Kind),
                row.FileName,
                row.ContentType,
                row.Length,
                row.Sha256,
                row.UploadedBy,
                row.UploadedAt
            ))
        );
    }

    [Function("AdminAddSignatureDocument")]
    [ApiOperation(
        "上传一份报备材料",
        Description = "请求体为文件内容：PDF、JPEG 或 PNG，按内容识别，不超过 10 MB；每个签名最多 20 份。",
        Tag = "签名报备",
        Problems = ["field_invalid", "file_type_invalid", "file_empty", "body_too_large", "not_found"]
    )]
    [ApiQuery(
        "kind",
        "license 营业执照、authorization 授权书、commitment 承诺函、other 其他",
        Required = true
    )]
    [ApiQuery("fileName", "文件名，1 至 120 个字", Required = true)]
    [ApiResponse(StatusCodes.Status201Created, "已保存", typeof(DocumentView))]
    public async Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/signatures/{id}/documents")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var kind = ApiNames.Read<DocumentKind>(
            request.RequiredText("kind"),
            ProblemCatalogue.FieldInvalid.With("kind"),
            "kind"
        );
        var name = request.RequiredText("fileName").Trim();
        if (
            name.Length is 0 or > LongestName
            || name.Any(character => char.IsControl(character) || @"/\:*?""<>|".Contains(character))
        )
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("fileName").At("fileName"));
        }

        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var signature = await SignatureFunctions.FindAsync(database, id, context.CancellationToken);
        var count = await database.SignatureDocuments.CountAsync(
            document => document.SignatureId == signature.Id,
            context.CancellationToken
        );
        if (count >= MaximumDocuments)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With($"最多 {MaximumDocuments} 份材料"));
        }

        var content = await RequestBody.ReadAsync(
            request,
            DocumentFormat.MaximumLength,
            context.CancellationToken
        );
        if (content.Length == 0)
        {
            throw new ProblemException(ProblemCatalogue.FileEmpty);
        }

        var contentType =
            DocumentFormat.ContentTypeOf(content)
            ?? throw new ProblemException(ProblemCatalogue.FileTypeInvalid.With("只接受 PDF、JPEG、PNG"));
        var rowId = ids.Next();
        var row = new SignatureDocumentEntity
        {
            Id = rowId,
            SignatureId = signature.Id,
            Kind = kind,
            FileName = name,
            ContentType = contentType,
            Length = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            ContentCipher = cipher.Encrypt(rowId, CipherField.SignatureDocument, content),
            UploadedBy = StaffSession.Of(context).Account,
            UploadedAt = time.GetUtcNow(),
        };
        database.SignatureDocuments.Add(row);
        await database.SaveAsync(context.CancellationToken);
        await changes.NoteAsync(context, "signature-document.add", ApiId.Of(rowId));
        return ApiResult.Json(
            new DocumentView(
                ApiId.Of(row.Id),
                ApiNames.Of(row.Kind),
                row.FileName,
                row.ContentType,
                row.Length,
                row.Sha256,
                row.UploadedBy,
                row.UploadedAt
            ),
            StatusCodes.Status201Created
        );
    }

    [Function("AdminGetSignatureDocument")]
    [ApiOperation("下载一份报备材料", Tag = "签名报备", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "文件内容")]
    public async Task<IResult> Get(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "get",
            Route = "api/admin/signatures/{id}/documents/{documentId}"
        )]
            HttpRequest request,
        string id,
        string documentId,
        FunctionContext context
    )
    {
        var signatureId = ApiId.Parse(id);
        var rowId = ApiId.Parse(documentId);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            await database
                .SignatureDocuments.AsNoTracking()
                .SingleOrDefaultAsync(
                    document => document.Id == rowId && document.SignatureId == signatureId,
                    context.CancellationToken
                )
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        var response = request.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(row.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        await changes.NoteAsync(context, "signature-document.read", documentId);
        return Results.Bytes(
            cipher.Decrypt(row.Id, CipherField.SignatureDocument, row.ContentCipher),
            row.ContentType
        );
    }

    [Function("AdminDeleteSignatureDocument")]
    [ApiOperation("删除一份报备材料", Tag = "签名报备", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除")]
    public async Task<IResult> Delete(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "delete",
            Route = "api/admin/signatures/{id}/documents/{documentId}"
        )]
            HttpRequest request,
        string id,
        string documentId,
        FunctionContext context
    )
    {
        var signatureId = ApiId.Parse(id);
        var rowId = ApiId.Parse(documentId);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        if (
            !await database.SignatureDocuments.AnyAsync(
                document => document.Id == rowId && document.SignatureId == signatureId,
                context.CancellationToken
            )
        )
        {
            throw new ProblemException(ProblemCatalogue.NotFound);
        }

        database.SignatureDocuments.Remove(Stub(rowId));
        await database.SaveAsync(context.CancellationToken);
        await changes.NoteAsync(context, "signature-document.delete", documentId);
        return Results.NoContent();
    }

    /// <summary>Enough of a row to remove it without reading its megabytes.</summary>
    internal static SignatureDocumentEntity Stub(long id) =>
        new()
        {
            Id = id,
            FileName = "",
            ContentType = "",
            Sha256 = "",
            ContentCipher = [],
            UploadedBy = "",
        };
}
