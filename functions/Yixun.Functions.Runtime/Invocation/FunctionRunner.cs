using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Yixun.Functions.Runtime.Health;

namespace Yixun.Functions.Runtime.Invocation;

/// <summary>Runs one function: a scope, the middleware, the function, its result; and counts it.</summary>
internal sealed class FunctionRunner(
    CompiledFunction function,
    FunctionExecutionDelegate pipeline,
    FunctionActivity activity,
    FunctionMetrics metrics,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    public CompiledFunction Function { get; } = function;

    public FunctionActivity Activity { get; } = activity;

    /// <summary>Throws what the function, its middleware or its result's execution throws.</summary>
    public async Task RunAsync(RunningContext context)
    {
        var began = time.GetTimestamp();
        var failed = true;
        Activity.Begin();
        metrics.Running.Add(1, Activity.Tag);
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                context.InstanceServices = scope.ServiceProvider;
                if (context.HttpContext is { } http)
                {
                    http.RequestServices = scope.ServiceProvider;
                }

                await pipeline(context).ConfigureAwait(false);
                if (context.HttpContext is { } answered && context.Returned is IResult result)
                {
                    await result.ExecuteAsync(answered).ConfigureAwait(false);
                }
            }

            failed = false;
        }
        finally
        {
            var duration = time.GetElapsedTime(began);
            Activity.End(duration, failed);
            metrics.Running.Add(-1, Activity.Tag);
            metrics.Invocations.Add(1, Activity.Tag);
            metrics.Duration.Record(duration.TotalSeconds, Activity.Tag);
            if (failed)
            {
                metrics.Failures.Add(1, Activity.Tag);
            }
        }
    }
}
