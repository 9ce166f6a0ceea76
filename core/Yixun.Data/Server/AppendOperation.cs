using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>A submission to be accepted.</summary>
internal sealed class AppendOperation(NewBatch batch)
    : StoreOperation<AppendOutcome>(WriteKind.Accept, batch.Messages.Count + 1)
{
    public NewBatch Batch { get; } = batch;
}
