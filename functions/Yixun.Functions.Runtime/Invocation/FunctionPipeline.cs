using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Yixun.Functions.Runtime.Invocation;

/// <summary>The middleware chain around every invocation.</summary>
internal sealed class FunctionPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _links = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> link) => _links.Add(link);

    /// <summary>The chain, with the function itself at its end.</summary>
    public FunctionExecutionDelegate Build()
    {
        FunctionExecutionDelegate chain = Execute;
        foreach (var link in Enumerable.Reverse(_links))
        {
            chain = link(chain);
        }

        return chain;
    }

    private static Task Execute(FunctionContext context) => ((RunningContext)context).ExecuteAsync();
}
