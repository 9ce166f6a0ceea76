namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Work around every invocation, whatever the trigger.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of it; not calling it keeps the function from running.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
