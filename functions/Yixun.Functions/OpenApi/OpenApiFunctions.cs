using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Yixun.Core.Problems;

namespace Yixun.Functions.OpenApi;

/// <summary>The API's description, for machines and for people.</summary>
public sealed class OpenApiFunctions
{
    private const string ScriptResource = "ScalarStaticAssets.scalar.js";
    private const string ScriptType = "text/javascript; charset=utf-8";

    private static readonly Lazy<Task<byte[]>> Document = new(async () =>
    {
        var text = await OpenApiDocumentBuilder.Build().SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        return System.Text.Encoding.UTF8.GetBytes(text);
    });

    [Function("OpenApiDocument")]
    public static async Task<IResult> GetDocument(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request
    ) => Results.Bytes(await Document.Value, "application/json; charset=utf-8");

    [Function("OpenApiPage")]
    public static IResult GetPage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs")] HttpRequest request
    ) => Results.Content(Page, "text/html; charset=utf-8");

    /// <summary>The page's script, from the package: an intranet has no other place to load it from.</summary>
    [Function("OpenApiPageScript")]
    public static IResult GetScript(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs/scalar.js")] HttpRequest request
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        // The package keeps it compressed.
        var script =
            typeof(Scalar.AspNetCore.ScalarOptions).Assembly.GetManifestResourceStream(ScriptResource)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        if (!request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Stream(new GZipStream(script, CompressionMode.Decompress), ScriptType);
        }

        request.HttpContext.Response.Headers.ContentEncoding = "gzip";
        return Results.Stream(script, ScriptType);
    }

    private const string Page = """
        <!doctype html>
        <html lang="zh-CN">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>医讯接口文档</title>
          </head>
          <body>
            <div id="app"></div>
            <script src="/api/docs/scalar.js"></script>
            <script>
              Scalar.createApiReference('#app', {
                url: '/api/openapi.json',
                withDefaultFonts: false,
                hideClientButton: true,
                showToolbar: 'never',
                showDeveloperTools: 'never',
                telemetry: false,
                agent: { disabled: true },
                mcp: { disabled: true },
              });
            </script>
          </body>
        </html>
        """;
}
