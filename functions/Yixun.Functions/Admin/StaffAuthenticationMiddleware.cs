using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Yixun.Core.Problems;
using Yixun.Data.Staff;

namespace Yixun.Functions.Admin;

/// <summary>
/// Lets signed-in administrators through to everything under <c>/api/admin/</c>; signing in itself is open. What changes
/// something must carry the header that a foreign page can't send without our consent.
/// </summary>
public sealed class StaffAuthenticationMiddleware(StaffSessions sessions) : IFunctionsWorkerMiddleware
{
    public const string CookieName = "yixun_session";
    public const string GuardHeader = "X-Yixun-Console";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext();
        if (
            http is not null
            && http.Request.Path.StartsWithSegments("/api/admin", StringComparison.OrdinalIgnoreCase)
        )
        {
            await CheckAsync(context, http);
        }

        await next(context);
    }

    private async Task CheckAsync(FunctionContext context, HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) && request.Headers[GuardHeader] != "1")
        {
            throw new ProblemException(ProblemCatalogue.OriginRefused);
        }

        if (context.FunctionDefinition.Name == AdminSessionFunctions.SignInName)
        {
            return;
        }

        var session = request.Cookies[CookieName] is { Length: 64 } token
            ? await sessions.FindAsync(token, context.CancellationToken)
            : null;
        if (session is null)
        {
            throw new ProblemException(ProblemCatalogue.NotSignedIn);
        }

        if (session.Role != StaffRoles.Administrator)
        {
            throw new ProblemException(ProblemCatalogue.Forbidden);
        }

        session.AttachTo(context);
    }
}
