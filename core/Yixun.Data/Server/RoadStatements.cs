using Yixun.Core.Messages;

namespace Yixun.Data.Server;

/// <summary>Applies the dispatch decisions, the moves to other channels and the claims of a transaction.</summary>
internal static class RoadStatements
{
    public static Task DispatchAsync(StoreSession session, IReadOnlyList<DispatchOperation> operations) =>
        ApplyAsync(
            operations,
            operation => operation.Updates.Count,
            (operation, position) => operation.Updates[position].MessageId,
            wave =>
                session
                    .Statement(session.Sql.Dispatch)
                    .Set(Column(wave, change => change.MessageId))
                    .Set(Column(wave, change => (short)Of(change).State))
                    .Set(Column(wave, change => (short)Of(change).Carrier))
                    .Set(Column(wave, change => Of(change).ChannelId))
                    .Set(Column(wave, change => Of(change).Reason))
                    .Set(Column(wave, change => Of(change).Trace))
                    .Set(Column(wave, change => Of(change).DueAt?.ToUnixTimeMilliseconds()))
                    .Set(Column(wave, change => change.Operation.Now))
                    .Set(
                        Column(
                            wave,
                            change =>
                                MessageStates.IsActive(Of(change).State) ? null : (long?)change.Operation.Now
                        )
                    ),
            applied =>
                MmsStatements.FallBackAsync(
                    session,
                    [
                        .. applied
                            .Where(change => Of(change).FallenBack is not null)
                            .Select(change => (change.MessageId, Of(change).FallenBack!)),
                    ]
                )
        );

    public static Task ReassignAsync(StoreSession session, IReadOnlyList<ReassignOperation> operations) =>
        ApplyAsync(
            operations,
            operation => operation.Updates.Count,
            (operation, position) => operation.Updates[position].MessageId,
            wave =>
                session
                    .Statement(session.Sql.Reassign)
                    .Set(Column(wave, change => change.MessageId))
                    .Set(Column(wave, change => change.Operation.FromChannelId))
                    .Set(Column(wave, change => change.Operation.Updates[change.Position].ChannelId))
                    .Set(Column(wave, change => change.Operation.Updates[change.Position].Trace))
        );

    public static Task ClaimAsync(StoreSession session, IReadOnlyList<ClaimOperation> operations) =>
        ApplyAsync(
            operations,
            operation => operation.MessageIds.Count,
            (operation, position) => operation.MessageIds[position],
            wave =>
                session
                    .Statement(session.Sql.Claim)
                    .Set(Column(wave, change => change.MessageId))
                    .Set(Column(wave, change => change.Operation.ChannelId))
                    .Set(Column(wave, change => change.Operation.Owner))
        );

    private static async Task ApplyAsync<T>(
        IReadOnlyList<T> operations,
        Func<T, int> countOf,
        Func<T, int, long> messageOf,
        Func<List<RoadChange<T>>, StoreStatement> statement,
        Func<List<RoadChange<T>>, Task>? follow = null
    )
        where T : StoreOperation<bool[]>
    {
        var changes = new List<RoadChange<T>>();
        foreach (var operation in operations)
        {
            operation.Result = new bool[countOf(operation)];
            for (var position = 0; position < operation.Result.Length; position++)
            {
                changes.Add(new RoadChange<T>(operation, position, messageOf(operation, position)));
            }
        }

        foreach (var wave in Waves.Of(changes, change => change.MessageId))
        {
            var changed = (await statement(wave).ReadAsync(row => row.GetInt64(0))).ToHashSet();
            foreach (var change in wave)
            {
                change.Operation.Result[change.Position] = changed.Contains(change.MessageId);
            }

            if (follow is not null)
            {
                await follow(wave.FindAll(change => changed.Contains(change.MessageId)));
            }
        }
    }

    private static TColumn[] Column<T, TColumn>(List<T> wave, Converter<T, TColumn> value) =>
        [.. wave.ConvertAll(value)];

    private static Store.DispatchUpdate Of(RoadChange<DispatchOperation> change) =>
        change.Operation.Updates[change.Position];
}
