using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Yixun.Core.Problems;

namespace Yixun.Functions.Http;

/// <summary>Answers what no function takes as functions answer: with a problem, not an empty body.</summary>
public static class UnknownRoutes
{
    /// <summary>not_found for every path below /api, and every verb, that no function has.</summary>
    public static void AnswerUnknownRoutes(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapFallback(
            "/api/{**path}",
            (RequestDelegate)(context => ProblemAnswer.WriteAsync(context, ProblemCatalogue.NotFound))
        );
    }
}
