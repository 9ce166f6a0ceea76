using Microsoft.AspNetCore.Http;

namespace Yixun.Functions.Mms;

/// <summary>Answers with a medium. Its octets came from outside: nothing of it may run.</summary>
internal static class MmsFileResult
{
    /// <param name="asDownload">For types that were not checked on their way in.</param>
    public static IResult Of(MmsFile file, HttpRequest request, bool asDownload = false)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        // Players of video ask for ranges.
        return asDownload
            ? Results.File(file.Data, "application/octet-stream", "medium")
            : Results.File(
                file.Data,
                file.ContentType == "text/plain" ? "text/plain; charset=utf-8" : file.ContentType,
                enableRangeProcessing: true
            );
    }
}
