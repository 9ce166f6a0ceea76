using Npgsql;
using Yixun.Core.Messages;

namespace Yixun.Data.PostgreSql;

/// <summary>Applies the dispatch decisions, the moves to other channels and the claims of a transaction.</summary>
internal static class RoadStatements
{
    public static Task DispatchAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DispatchOperation> operations
    ) =>
        ApplyAsync(
            operations,
            operation => operation.Updates.Count,
            (operation, position) => operation.Updates[position].MessageId,
            wave =>
                new PostgreSqlStatement(
                    connection,
                    "UPDATE messages m SET state = u.state, carrier = u.carrier, channel_id = u.channel_id, "
                        + "reason = u.reason, trace = coalesce(u.trace, m.trace), due_at = u.due_at, "
                        + "dispatched_at = u.dispatched_at, final_at = u.final_at "
                        + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS u(id, state, carrier, channel_id, reason, "
                        + "trace, due_at, dispatched_at, final_at) "
                        + "WHERE m.id = u.id AND m.state IN (0, 1, 2) AND m.due_at IS NULL RETURNING m.id"
                )
                    .Bind(Column(wave, change => change.MessageId))
                    .Bind(Column(wave, change => (short)Of(change).State))
                    .Bind(Column(wave, change => (short)Of(change).Carrier))
                    .Bind(Column(wave, change => Of(change).ChannelId))
                    .Bind(Column(wave, change => Of(change).Reason))
                    .Bind(Column(wave, change => Of(change).Trace))
                    .Bind(Column(wave, change => Of(change).DueAt?.ToUnixTimeMilliseconds()))
                    .Bind(Column(wave, change => change.Operation.Now))
                    .Bind(
                        Column(
                            wave,
                            change =>
                                MessageStates.IsActive(Of(change).State) ? null : (long?)change.Operation.Now
                        )
                    ),
            applied =>
                MmsStatements.FallBackAsync(
                    connection,
                    [
                        .. applied
                            .Where(change => Of(change).FallenBack is not null)
                            .Select(change => (change.MessageId, Of(change).FallenBack!)),
                    ]
                )
        );

    public static Task ReassignAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ReassignOperation> operations
    ) =>
        ApplyAsync(
            operations,
            operation => operation.Updates.Count,
            (operation, position) => operation.Updates[position].MessageId,
            wave =>
                new PostgreSqlStatement(
                    connection,
                    "UPDATE messages m SET channel_id = u.channel_id, trace = u.trace "
                        + "FROM unnest($1, $2, $3, $4) AS u(id, from_channel_id, channel_id, trace) "
                        + "WHERE m.id = u.id AND m.state = 3 AND m.channel_id = u.from_channel_id RETURNING m.id"
                )
                    .Bind(Column(wave, change => change.MessageId))
                    .Bind(Column(wave, change => change.Operation.FromChannelId))
                    .Bind(Column(wave, change => change.Operation.Updates[change.Position].ChannelId))
                    .Bind(Column(wave, change => change.Operation.Updates[change.Position].Trace))
        );

    public static Task ClaimAsync(NpgsqlConnection connection, IReadOnlyList<ClaimOperation> operations) =>
        ApplyAsync(
            operations,
            operation => operation.MessageIds.Count,
            (operation, position) => operation.MessageIds[position],
            wave =>
                new PostgreSqlStatement(
                    connection,
                    "UPDATE messages m SET state = 4, owner = u.owner "
                        + "FROM unnest($1, $2, $3) AS u(id, channel_id, owner) "
                        + "WHERE m.id = u.id AND m.state = 3 AND m.channel_id = u.channel_id RETURNING m.id"
                )
                    .Bind(Column(wave, change => change.MessageId))
                    .Bind(Column(wave, change => change.Operation.ChannelId))
                    .Bind(Column(wave, change => change.Operation.Owner))
        );

    private static async Task ApplyAsync<T>(
        IReadOnlyList<T> operations,
        Func<T, int> countOf,
        Func<T, int, long> messageOf,
        Func<List<RoadChange<T>>, PostgreSqlStatement> statement,
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
