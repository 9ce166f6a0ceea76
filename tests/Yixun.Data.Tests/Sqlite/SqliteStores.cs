namespace Yixun.Data.Tests.Sqlite;

public sealed class SqliteStores : IStoreSource
{
    public async Task<TemporaryStore> CreateAsync(int maximumWaitingRows = 100_000) =>
        await TemporarySqliteStore.CreateAsync(maximumWaitingRows);
}
