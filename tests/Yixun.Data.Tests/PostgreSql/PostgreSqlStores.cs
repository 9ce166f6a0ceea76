using Xunit;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Tests.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgreSqlStores))]

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>
/// Databases of one server that all tests of the assembly share; it is started for the first. It does not flush: nobody
/// takes its power away.
/// </summary>
public sealed class PostgreSqlStores : IStoreSource, IAsyncDisposable
{
    private const string Template = "template_yixun";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private PostgreSqlServer? _server;
    private int _count;

    public async Task<TemporaryStore> CreateAsync(int maximumWaitingRows = 100_000) =>
        await CreateStoreAsync(maximumWaitingRows);

    /// <summary>A store in a database of its own.</summary>
    internal async Task<TemporaryPostgreSqlStore> CreateStoreAsync(int maximumWaitingRows = 100_000) =>
        new(await CreateDatabaseAsync(), maximumWaitingRows);

    /// <summary>A migrated database of its own.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_server is null)
            {
                _server = await PostgreSqlServer.StartAsync("fsync=off", "full_page_writes=off");
                await _server.ExecuteAsync($"CREATE DATABASE {Template}");
                using var template = new PostgreSqlDatabase(
                    new ServerStoreOptions { ConnectionString = _server.ConnectionString(Template) }
                );
                await template.MigrateAsync(CancellationToken.None);
            }

            return await CreateAsync(_server, $"TEMPLATE {Template}");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A database of its own without a table.</summary>
    public async Task<string> CreateEmptyDatabaseAsync()
    {
        await CreateDatabaseAsync();
        return await CreateAsync(_server!, "");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task<string> CreateAsync(PostgreSqlServer server, string options)
    {
        var name = $"test_{Interlocked.Increment(ref _count)}";
        await server.ExecuteAsync($"CREATE DATABASE {name} {options}");
        return server.ConnectionString(name);
    }
}
