using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Authentication;

/// <summary>A signed request of a connected system, checked.</summary>
/// <param name="System">Who.</param>
/// <param name="Body">The body as signed.</param>
/// <param name="NonceHash">See <see cref="Coordination.NonceHash.Of"/>.</param>
public sealed record SystemCall(ConnectedSystem System, byte[] Body, byte[] NonceHash)
{
    private static readonly object Key = new();

    /// <summary>The call of this invocation.</summary>
    /// <exception cref="InvalidOperationException">The function is not under /api/v1.</exception>
    public static SystemCall Of(FunctionContext context) =>
        context.Items.TryGetValue(Key, out var call)
            ? (SystemCall)call
            : throw new InvalidOperationException("The function is not behind the signature check.");

    internal void AttachTo(FunctionContext context) => context.Items[Key] = this;
}
