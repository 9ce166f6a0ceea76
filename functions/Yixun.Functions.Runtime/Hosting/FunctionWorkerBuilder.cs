using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Yixun.Functions.Runtime.Invocation;

namespace Yixun.Functions.Runtime.Hosting;

/// <summary>Collects middleware while a host is set up.</summary>
internal sealed class FunctionWorkerBuilder(IServiceCollection services, FunctionPipeline pipeline)
    : IFunctionsWorkerApplicationBuilder
{
    public IServiceCollection Services { get; } = services;

    public IFunctionsWorkerApplicationBuilder Use(
        Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware
    )
    {
        pipeline.Add(middleware);
        return this;
    }
}
