using Microsoft.AspNetCore.Http;
using Yixun.Functions.Runtime.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to the HTTP request behind an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The HTTP request and its response; null for other triggers.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context is RunningContext running ? running.HttpContext
            : context.Items.TryGetValue("HttpRequestContext", out var item) ? item as HttpContext
            : null;
    }
}
