using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an application's set-up adds to.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>The services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds a link to the chain around every invocation; the first added is the outermost.</summary>
    IFunctionsWorkerApplicationBuilder Use(
        Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware
    );
}
