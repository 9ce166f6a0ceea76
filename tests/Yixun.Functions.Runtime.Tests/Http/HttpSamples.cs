using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Yixun.Functions.Runtime.Tests.Http;

/// <summary>HTTP functions of every form that the platform uses.</summary>
public sealed class HttpSamples(TimeProvider time)
{
    public sealed record Note(string Text, int Count);

    [Function("plain")]
    public static IResult Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest req) =>
        Results.Text(req.Path + req.QueryString);

    [Function("item")]
    public async Task<IResult> Item(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "get",
            "delete",
            Route = "items/{id:long}/{code}/{key:guid}/{page?}"
        )]
            HttpRequest req,
        long id,
        string code,
        Guid key,
        int? page,
        FunctionContext context,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Results.Json(
            new
            {
                id,
                code,
                key,
                page,
                injected = time == TimeProvider.System,
                verb = req.Method,
                bound = context.BindingContext.BindingData["CODE"],
                name = context.FunctionDefinition.Name,
                same = context.GetHttpContext()!.Request == req,
            },
            statusCode: 207
        );
    }

    [Function("add-item")]
    public static Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "items")] HttpRequest req,
        [FromBody] Note note
    ) => Task.FromResult(Results.Json(note with { Count = note.Count + 1 }));

    [Function("bad-number")]
    public static void BadNumber(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{number}")] HttpRequest req,
        int number
    ) =>
        req.HttpContext.Response.Headers["X-Number"] = number.ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );

    [Function("fails")]
    public static Task Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest req) =>
        throw new InvalidOperationException("secret detail");

    [Function("fails-late")]
    public static async Task FailsLate([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest req)
    {
        await req.HttpContext.Response.WriteAsync("begun");
        await req.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("secret detail");
    }

    [Function("redirect")]
    public static Task<IResult> Redirect(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest req
    ) => Task.FromResult(Results.Redirect("https://example.org/a?b=c"));

    [Function("stream")]
    public static IResult Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest req) =>
        Results.Stream(new MemoryStream(new byte[1024 * 1024]), "application/octet-stream");

    [Function("raw")]
    public static async Task<IResult> Raw([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest req)
    {
        using var body = new MemoryStream();
        await req.Body.CopyToAsync(body);
        return Results.Bytes(body.ToArray(), "application/octet-stream");
    }

    [Function("any-verb")]
    public static void AnyVerb([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest req) =>
        req.HttpContext.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
}
