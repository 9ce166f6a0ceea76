using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yixun.Functions.Runtime.Invocation;

namespace Yixun.Functions.Runtime.Http;

/// <summary>Serves one HTTP function's requests.</summary>
internal sealed partial class HttpFunctionEndpoint(FunctionRunner runner, ILogger logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await runner
                .RunAsync(new RunningContext(runner.Function, http.RequestAborted) { HttpContext = http })
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            CallerGone(runner.Function.Definition.Name);
        }
        catch (Exception exception)
        {
            Failed(exception, runner.Function.Definition.Name);
            Answer(http, exception);
        }
    }

    /// <summary>No body: what to say about an error is the middleware's business.</summary>
    private static void Answer(HttpContext http, Exception exception)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = exception is BadHttpRequestException bad
            ? bad.StatusCode
            : StatusCodes.Status500InternalServerError;
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed")]
    private partial void Failed(Exception exception, string function);

    [LoggerMessage(2, LogLevel.Debug, "The caller of function {Function} has gone")]
    private partial void CallerGone(string function);
}
