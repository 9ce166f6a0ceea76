using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Problems;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Numbers;

/// <summary>Takes a whole number plan from a file.</summary>
public sealed class NumberImportFunctions(NumberPlanImport import, StaffChanges changes)
{
    private static readonly string[] Types = ["text/csv", "text/plain", "application/octet-stream"];

    [Function("AdminImportNumberSegments")]
    [ApiOperation(
        "导入号段表",
        Description = "请求体为 UTF-8 的 CSV（Content-Type: text/csv）：号段,运营商,类型,省份，后两列可省；最多 60 万行、24 MB。"
            + "全部行先检查，再写入；已有的号段被覆盖，其他号段不变。mode=all（默认）有一行不正确就不写入任何一行；mode=valid 只写入正确的行。"
            + "写入分批提交，中途断电可能只写入前面的部分，重新导入即可。",
        Tag = "管理",
        Problems = [
            "field_invalid",
            "file_type_invalid",
            "file_encoding_invalid",
            "file_rows_too_many",
            "file_empty",
            "body_too_large",
            "too_many_requests",
            "storage_unavailable",
        ]
    )]
    [ApiQuery("mode", "all：有错则全部不写入；valid：只写入正确的行")]
    [ApiQuery("dryRun", "true：只检查，不写入")]
    [ApiResponse(StatusCodes.Status200OK, "检查与导入的结果", typeof(NumberImportAnswer))]
    public async Task<IResult> Import(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/number-segments/import")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var mode = request.Text("mode") ?? "all";
        if (mode is not ("all" or "valid"))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("mode").At("mode"));
        }

        var type = request.ContentType?.Split(';')[0].Trim() ?? "";
        if (!Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(ProblemCatalogue.FileTypeInvalid);
        }

        if (request.ContentLength > NumberPlanFile.MaximumLength)
        {
            throw new ProblemException(ProblemCatalogue.BodyTooLarge);
        }

        var answer = await import.RunAsync(
            request.BodyReader,
            onlyValid: mode == "valid",
            dry: request.Text("dryRun") == "true",
            context.CancellationToken
        );
        if (answer.Imported > 0)
        {
            await changes.NoteAsync(context, "number-segment.import", $"{answer.Imported} rows");
        }

        return ApiResult.Ok(answer);
    }
}
