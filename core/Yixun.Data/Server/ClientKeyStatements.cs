namespace Yixun.Data.Server;

/// <summary>Takes clientIds for the submissions and messages of a transaction.</summary>
internal static class ClientKeyStatements
{
    /// <summary>Takes keys that nobody used before; among themselves, the first wins.</summary>
    /// <param name="ofMessage">They are ids of messages, not of submissions.</param>
    /// <returns>For each key who used it before; null when it is taken now.</returns>
    public static async Task<ClientKey?[]> TakeAsync(
        StoreSession session,
        bool ofMessage,
        IReadOnlyList<ClientKey> keys
    )
    {
        var used = new ClientKey?[keys.Count];
        if (keys.Count == 0)
        {
            return used;
        }

        var first = new Dictionary<(int, string), ClientKey>(keys.Count);
        foreach (var key in keys)
        {
            first.TryAdd((key.SystemId, key.ClientId), key);
        }

        var taken = await InsertAsync(session, ofMessage, first.Values);
        var missed = first.Where(entry => !taken.Contains(entry.Key)).Select(entry => entry.Value).ToList();
        var before = missed.Count == 0 ? [] : await FindAsync(session, ofMessage, missed);
        for (var index = 0; index < used.Length; index++)
        {
            var key = keys[index];
            var name = (key.SystemId, key.ClientId);
            var holder = taken.Contains(name) ? first[name] : before[name];
            used[index] = ReferenceEquals(holder, key) ? null : holder;
        }

        return used;
    }

    private static async Task<HashSet<(int, string)>> InsertAsync(
        StoreSession session,
        bool ofMessage,
        IEnumerable<ClientKey> keys
    )
    {
        // In one order for all, so that two transactions never wait for each other.
        var ordered = keys.OrderBy(key => key.SystemId)
            .ThenBy(key => key.ClientId, StringComparer.Ordinal)
            .ToList();
        var taken = await session
            .Statement(session.Sql.TakeClientKeys)
            .Bind(ofMessage)
            .Set(ordered.ConvertAll(key => key.SystemId).ToArray())
            .Set(ordered.ConvertAll(key => key.ClientId).ToArray())
            .Set(ordered.ConvertAll(key => key.Digest).ToArray())
            .Set(ordered.ConvertAll(key => key.BatchId).ToArray())
            .Set(ordered.ConvertAll(key => key.MessageId).ToArray())
            .ReadAsync(row => (row.GetInt32(0), row.GetString(1)));
        return [.. taken];
    }

    /// <summary>Who used keys that could not be taken: whoever it was has committed.</summary>
    private static async Task<Dictionary<(int, string), ClientKey>> FindAsync(
        StoreSession session,
        bool ofMessage,
        List<ClientKey> keys
    )
    {
        var found = await session
            .Statement(session.Sql.FindClientKeys)
            .Set(keys.ConvertAll(key => key.SystemId).ToArray())
            .Set(keys.ConvertAll(key => key.ClientId).ToArray())
            .Bind(ofMessage)
            .ReadAsync(row => new ClientKey(
                row.GetInt32(0),
                row.GetString(1),
                row.GetFieldValue<byte[]>(2),
                row.GetInt64(3),
                row.GetInt64(4)
            ));
        return found.ToDictionary(key => (key.SystemId, key.ClientId));
    }
}
