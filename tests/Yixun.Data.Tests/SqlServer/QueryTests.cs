using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Channels;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>What EF Core asks a SQL Server, read against the schema.</summary>
public sealed class QueryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_table_is_read_by_columns_that_it_has()
    {
        using var database = SqlServerSchema.Database();
        using var context = database.CreateContext();
        using var schema = new SqlServerSchema();
        foreach (var entity in context.Model.GetEntityTypes())
        {
            var read = typeof(QueryTests)
                .GetMethod(nameof(ReadAll), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(entity.ClrType);
            schema.Add($"read_{entity.GetTableName()}", (string)read.Invoke(null, [context])!, []);
        }

        Assert.Empty(schema.Complaints());
    }

    [Fact]
    public void Queries_of_the_road_are_translated_to_what_the_schema_has()
    {
        using var database = SqlServerSchema.Database();
        using var context = database.CreateContext();
        var channels = new[] { "mobile-1", "unicom-1" };
        var phones = new[] { 1L, 2L };
        Dictionary<string, IQueryable> queries = new()
        {
            ["phone"] = context.MessagesOfPhone(1, 2).OrderBy(message => message.Id).Take(10),
            ["phones"] = context.MessagesOfPhones(phones, 2),
            ["active"] = ChannelLoad.Active(context, MessageState.Queued, "mobile-1").Take(5),
            ["load"] = ChannelLoad
                .OldestQueued(context, 5)
                .GroupBy(message => new { message.ChannelId, message.Lane })
                .Select(group => new { group.Key, Count = group.Count() }),
            ["channels"] = context.Channels.Where(channel => channels.Contains(channel.Id)),
            ["due"] = context
                .Callbacks.Where(callback => callback.State == CallbackState.Pending)
                .OrderBy(callback => callback.NextTryAt)
                .Take(5),
            ["page"] = context
                .Batches.Where(batch => EF.Functions.Like(batch.Extension, "1%"))
                .OrderByDescending(batch => batch.Id)
                .Skip(1)
                .Take(2),
        };
        using var schema = new SqlServerSchema();
        foreach (var (name, query) in queries)
        {
            schema.Add($"query_{name}", query.ToQueryString(), []);
        }

        Assert.Empty(schema.Complaints());
        // In each of them text of a set would meet text of a column with a collation of its own.
        Assert.DoesNotContain("OPENJSON", queries["channels"].ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_row_is_added_changed_and_removed_by_columns_that_it_has()
    {
        using var schema = new SqlServerSchema();
        var count = 0;
        foreach (var state in new[] { EntityState.Added, EntityState.Modified, EntityState.Deleted })
        {
            foreach (var type in Types())
            {
                var capture = new CommandCapture();
                await using var context = Context(capture);
                var row = context.Entry(RuntimeHelpers.GetUninitializedObject(type));
                foreach (var property in row.Properties)
                {
                    property.CurrentValue ??= Something(property.Metadata.ClrType);
                }

                row.State = state;
                var changes = row.Properties.Any(property => property.IsModified);
                await Assert.ThrowsAnyAsync<Exception>(() => context.SaveChangesAsync(Cancellation));
                var command = Assert.Single(capture.Commands);
                Assert.True(state != EntityState.Modified || changes);
                schema.Add($"{state}_{type.Name}", command.Text, command.Parameters);
                count++;
            }
        }

        Assert.True(count > 100);
        Assert.Empty(schema.Complaints());
    }

    [Fact]
    public async Task Lease_is_looked_up_by_its_name()
    {
        var capture = new CommandCapture();
        var leases = new LeaseStore(new Factory(() => Context(capture)), TimeProvider.System);
        await Assert.ThrowsAsync<CommandCapture.NothingSent>(() =>
            leases.TryTakeAsync("node:1", 1, TimeSpan.FromSeconds(1), Cancellation)
        );
        var command = Assert.Single(capture.Commands);
        using var schema = new SqlServerSchema();
        schema.Add("lease", command.Text, command.Parameters);
        Assert.Empty(schema.Complaints());
    }

    private static string ReadAll<T>(DbContext context)
        where T : class => context.Set<T>().ToQueryString();

    private static List<Type> Types()
    {
        using var database = SqlServerSchema.Database();
        using var context = database.CreateContext();
        return [.. context.Model.GetEntityTypes().Select(entity => entity.ClrType)];
    }

    private static SqlServerDbContext Context(CommandCapture capture) =>
        new(
            new DbContextOptionsBuilder<SqlServerDbContext>()
                .UseSqlServer("Server=127.0.0.1,1", server => server.UseCompatibilityLevel(150))
                .AddInterceptors(capture)
                .Options
        );

    private static object? Something(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(byte[]) ? (byte[])[1]
        : Nullable.GetUnderlyingType(type) is { } inner ? RuntimeHelpers.GetUninitializedObject(inner)
        : null;

    private sealed class Factory(Func<YixunDbContext> create) : IDbContextFactory<YixunDbContext>
    {
        public YixunDbContext CreateDbContext() => create();
    }
}
