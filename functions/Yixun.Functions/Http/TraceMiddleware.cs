using System.Diagnostics;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Yixun.Messaging.Tracing;

namespace Yixun.Functions.Http;

/// <summary>
/// The first span of a trace: an HTTP request, named by its function. It goes on with the caller's trace where the request
/// has a <c>traceparent</c>. What probes and monitoring ask is not traced.
/// </summary>
public sealed class TraceMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (
            !RoadTrace.Source.HasListeners()
            || context.GetHttpContext() is not { } http
            || context.FunctionDefinition.Name is "Live" or "Ready" or "Metrics"
            || IsDeclined(Activity.Current)
        )
        {
            await next(context);
            return;
        }

        using var span = RoadTrace.Source.StartActivity(context.FunctionDefinition.Name, ActivityKind.Server);
        await next(context);
        span?.SetTag("http.request.method", http.Request.Method)
            .SetTag("http.response.status_code", http.Response.StatusCode)
            .SetStatus(
                http.Response.StatusCode >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset,
                http.Response.StatusCode.ToString(CultureInfo.InvariantCulture)
            );
    }

    /// <summary>The caller said that its trace is not sampled.</summary>
    private static bool IsDeclined(Activity? request) =>
        request is { HasRemoteParent: true, Recorded: false };
}
