using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Functions.Hosting;

namespace Yixun.Functions.Mms;

/// <summary>What patients see who follow the link of a short message that took the place of an MMS.</summary>
public sealed class MmsPageFunctions(MmsLinks links, MmsPageLimiter limiter, IOptions<YixunOptions> options)
{
    [Function("ShowMms")]
    public async Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "m/{token}")] HttpRequest request,
        string token,
        FunctionContext context
    )
    {
        limiter.Take(request);
        var content = await links.OpenAsync(token, context.CancellationToken);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = MmsPage.ContentSecurityPolicy;
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        return Results.Text(
            content is null
                ? MmsPage.Gone(options.Value.Hospital)
                : MmsPage.Show(content, options.Value.Hospital),
            "text/html",
            Encoding.UTF8,
            content is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK
        );
    }

    [Function("ShowMmsPart")]
    public async Task<IResult> ShowPart(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "m/{token}/{part}")] HttpRequest request,
        string token,
        string part,
        FunctionContext context
    )
    {
        limiter.Take(request);
        var file = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? await links.FindFileAsync(token, position, context.CancellationToken)
            : null;
        return file is null
            ? throw new ProblemException(ProblemCatalogue.NotFound)
            : MmsFileResult.Of(file, request);
    }
}
