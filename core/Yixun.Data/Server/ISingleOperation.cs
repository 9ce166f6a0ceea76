namespace Yixun.Data.Server;

/// <inheritdoc cref="SingleOperation{T}"/>
internal interface ISingleOperation
{
    Task RunAsync(StoreSession session);
}
