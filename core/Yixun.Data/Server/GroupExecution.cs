using System.Diagnostics;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>Runs what a group of operations asks for inside a transaction: operations of one kind as one set.</summary>
internal static class GroupExecution
{
    public static async Task RunAsync(
        StoreSession session,
        IReadOnlyList<StoreOperation> group,
        WriterMeters meters
    )
    {
        // Callers that are in one group called at the same time: any order is right.
        await RunAsync<AppendOperation>(group, meters, set => AppendStatements.ApplyAsync(session, set));
        await RunAsync<DispatchOperation>(group, meters, set => RoadStatements.DispatchAsync(session, set));
        await RunAsync<ReassignOperation>(group, meters, set => RoadStatements.ReassignAsync(session, set));
        await RunAsync<ClaimOperation>(group, meters, set => RoadStatements.ClaimAsync(session, set));
        await RunAsync<ReceiptsOperation>(group, meters, set => ReceiptStatements.ApplyAsync(session, set));
        foreach (var operation in group)
        {
            if (operation is ISingleOperation single)
            {
                var begun = Stopwatch.GetTimestamp();
                await single.RunAsync(session);
                meters.Executed(operation.Kind, operation.Rows, Stopwatch.GetTimestamp() - begun);
            }
        }
    }

    private static async Task RunAsync<T>(
        IReadOnlyList<StoreOperation> group,
        WriterMeters meters,
        Func<List<T>, Task> apply
    )
        where T : StoreOperation
    {
        var set = group.OfType<T>().ToList();
        if (set.Count > 0)
        {
            var begun = Stopwatch.GetTimestamp();
            await apply(set);
            meters.Executed(
                set[0].Kind,
                set.Sum(operation => operation.Rows),
                Stopwatch.GetTimestamp() - begun
            );
        }
    }
}
