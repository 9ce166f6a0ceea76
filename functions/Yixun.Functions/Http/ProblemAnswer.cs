using System.Globalization;
using Microsoft.AspNetCore.Http;
using Yixun.Core.Problems;

namespace Yixun.Functions.Http;

/// <summary>Problem details (RFC 9457) with our stable code.</summary>
/// <param name="Type">URN of the code.</param>
/// <param name="Title">English.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">Chinese.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Field">The field at fault.</param>
/// <param name="Rejected">Every recipient with its reason, where none was left.</param>
public sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string? Field,
    IReadOnlyList<Submission.RejectedRecipient>? Rejected = null
);

/// <summary>Answers a request with a problem.</summary>
public static class ProblemAnswer
{
    private const string ContentType = "application/problem+json";

    public static async Task WriteAsync(
        HttpContext context,
        Problem problem,
        IReadOnlyList<Submission.RejectedRecipient>? rejected = null
    )
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        response.Clear();
        response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await response.WriteAsJsonAsync(
            new ProblemDocument(
                $"urn:yixun:problem:{problem.Code}",
                problem.Title,
                problem.Status,
                problem.Detail,
                problem.Code,
                problem.Field,
                rejected
            ),
            ApiJson.Options,
            ContentType,
            context.RequestAborted
        );
    }
}
