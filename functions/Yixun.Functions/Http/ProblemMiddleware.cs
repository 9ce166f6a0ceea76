using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Yixun.Core.Problems;
using Yixun.Data.Store;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Http;

/// <summary>Turns what a function throws into problem details. Outermost; HTTP functions only.</summary>
public sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext();
        if (http is null)
        {
            await next(context);
            return;
        }

        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        try
        {
            await next(context);
        }
        catch (NoRecipientLeftException exception)
        {
            await ProblemAnswer.WriteAsync(http, exception.Problem, exception.Rejected);
        }
        catch (ProblemException exception)
        {
            await ProblemAnswer.WriteAsync(http, exception.Problem);
        }
        catch (BadHttpRequestException exception)
        {
            await ProblemAnswer.WriteAsync(
                http,
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? ProblemCatalogue.BodyTooLarge
                    : ProblemCatalogue.JsonInvalid with
                    {
                        Status = exception.StatusCode,
                    }
            );
        }
        catch (JsonException)
        {
            await ProblemAnswer.WriteAsync(http, ProblemCatalogue.JsonInvalid);
        }
        catch (StoreBusyException)
        {
            await ProblemAnswer.WriteAsync(http, ProblemCatalogue.Overloaded);
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception);
            await ProblemAnswer.WriteAsync(http, ProblemCatalogue.StorageUnavailable);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
        // The last stop before the host answers 500 without a body.
        catch (Exception exception)
        {
            LogUnexpected(exception, context.FunctionDefinition.Name, context.InvocationId);
            await ProblemAnswer.WriteAsync(http, ProblemCatalogue.Internal);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store can't be written")]
    private partial void LogStoreUnavailable(Exception exception);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Function {Function} failed in invocation {InvocationId}"
    )]
    private partial void LogUnexpected(Exception exception, string function, string invocationId);
}
