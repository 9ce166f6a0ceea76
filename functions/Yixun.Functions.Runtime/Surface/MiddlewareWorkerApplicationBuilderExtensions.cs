using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds middleware by type.</summary>
public static class MiddlewareWorkerApplicationBuilderExtensions
{
    /// <summary>Adds <typeparamref name="T"/>, a singleton unless it is registered otherwise, to the chain.</summary>
    public static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(
        this IFunctionsWorkerApplicationBuilder builder
    )
        where T : class, IFunctionsWorkerMiddleware
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<T>();
        return builder.Use(next =>
            context => context.InstanceServices.GetRequiredService<T>().Invoke(context, next)
        );
    }
}
