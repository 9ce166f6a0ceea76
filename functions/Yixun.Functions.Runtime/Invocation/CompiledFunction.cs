using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Yixun.Functions.Runtime.Invocation;

/// <summary>A function as delegates: nothing is reflected upon when it runs.</summary>
/// <param name="Definition">What middleware is told about it.</param>
/// <param name="CreateTarget">Makes its object from the invocation's services; null for a static method.</param>
/// <param name="RequestBodyReader">Reads the body for its <c>[FromBody]</c> parameter; null when it has none.</param>
/// <param name="Invoke">Binds the parameters, calls it and gives its result, null for void.</param>
internal sealed record CompiledFunction(
    RunningDefinition Definition,
    ObjectFactory? CreateTarget,
    Func<HttpRequest, CancellationToken, ValueTask<object?>>? RequestBodyReader,
    Func<object?, RunningContext, ValueTask<object?>> Invoke
);
