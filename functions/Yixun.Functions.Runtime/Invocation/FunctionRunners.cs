using Microsoft.Extensions.DependencyInjection;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Health;

namespace Yixun.Functions.Runtime.Invocation;

/// <summary>Makes the runner of each function, all on one middleware chain.</summary>
internal sealed class FunctionRunners(
    FunctionCatalogue catalogue,
    FunctionPipeline pipeline,
    FunctionHealth health,
    FunctionMetrics metrics,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    /// <summary>The functions of one kind of trigger that run in this process.</summary>
    public IReadOnlyList<(TTrigger Trigger, FunctionRunner Runner)> Of<TTrigger>()
        where TTrigger : FunctionTrigger
    {
        var chain = pipeline.Build();
        return
        [
            .. catalogue
                .Enabled.Where(function => function.Trigger is TTrigger)
                .Select(function =>
                    (
                        (TTrigger)function.Trigger,
                        new FunctionRunner(
                            FunctionCompiler.Compile(function),
                            chain,
                            health[function.Name],
                            metrics,
                            scopes,
                            time
                        )
                    )
                ),
        ];
    }
}
