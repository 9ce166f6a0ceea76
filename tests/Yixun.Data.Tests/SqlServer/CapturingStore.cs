using Yixun.Data.Hosting;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Server;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>A store whose statements are captured.</summary>
internal sealed class CapturingStore(CapturingDatabase database, ServerWriters writers)
    : TemporaryStore(new ServerMessageStore(writers))
{
    public override IYixunDatabase Site => database;

    public override INumberPlanStore NumberPlan { get; } = new ServerNumberPlanStore(database);

    public override YixunDbContext CreateDbContext() => database.CreateContext();

    public override Task<ManualResetEventSlim> HoldWriterAsync() => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => writers.DisposeAsync();
}
