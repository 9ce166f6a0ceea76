using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Data.Model;
using Yixun.Data.Tests.SqlServer;

namespace Yixun.SqlServer.Tests;

/// <summary>Every query that the product's processes send through EF Core, as a SQL Server would get it.</summary>
public sealed class QuerySiteTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_query_of_the_product_is_sent_and_names_only_what_the_schema_has()
    {
        var exploration = new Exploration(
            new QuerySites(
                [
                    .. new[] { "Yixun.Data", "Yixun.Functions", "Yixun.CarrierDaemon", "Yixun.Cli" }.Select(
                        Assembly.Load
                    ),
                ],
                ["Yixun.Data.Sqlite", "Yixun.Data.PostgreSql"]
            ),
            1_000
        );
        await exploration.RunAsync(Cancellation);
        Assert.True(
            exploration.Missed.Count == 0,
            $"Never sent:\n{string.Join('\n', exploration.Missed)}\nWhat ended the attempts:\n{string.Join('\n', exploration.Failures)}"
        );
        Assert.True(exploration.Statements.Count > 200);
        Assert.Empty(Complaints(exploration.Statements));
    }

    /// <summary>The check itself: what is not sent, or not translated, is missed.</summary>
    [Fact]
    public async Task Query_that_never_arrives_is_missed()
    {
        var exploration = new Exploration(new QuerySites([typeof(QuerySiteTests).Assembly], []), 12);
        await exploration.RunAsync(Cancellation);
        Assert.Equal(
            [nameof(Queries.UnreachableAsync), nameof(Queries.UntranslatedAsync), nameof(Queries.Waiting)],
            exploration.Missed.Select(site => site.Written).Order(StringComparer.Ordinal)
        );
        // The second of three queries of a method is told from the others.
        Assert.Equal(
            1,
            exploration.Missed.Single(site => site.Written == nameof(Queries.UnreachableAsync)).Call
        );
        Assert.Contains(
            exploration.Failures.Keys,
            failure => failure.Contains("The LINQ expression", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Statement_that_the_schema_does_not_know_is_complained_of()
    {
        var exploration = new Exploration(new QuerySites([typeof(QuerySiteTests).Assembly], []), 12);
        await exploration.RunAsync(Cancellation);
        var wrong = exploration.Statements.Select(one =>
            one with
            {
                Text = one.Text.Replace("[channels]", "[no_such_table]", StringComparison.Ordinal),
            }
        );
        Assert.Empty(Complaints(exploration.Statements));
        Assert.NotEmpty(Complaints([.. wrong]));
    }

    private static List<string> Complaints(IReadOnlyCollection<CapturedStatement> statements)
    {
        using var schema = new SqlServerSchema();
        foreach (var (index, statement) in statements.DistinctBy(statement => statement.Text).Index())
        {
            schema.Add($"{index}_{statement.Site?.Written}", statement.Text, statement.Parameters);
        }

        return schema.Complaints();
    }

    /// <summary>Never called by anything but an exploration.</summary>
    private sealed class Queries(IDbContextFactory<YixunDbContext> contexts)
    {
        public async Task<int> UnreachableAsync(string id, CancellationToken cancellationToken)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var all = await context.Channels.ToListAsync(cancellationToken);
            if (id.Length > 1_000)
            {
                all.AddRange(
                    await context.Channels.Where(channel => channel.Id == id).ToListAsync(cancellationToken)
                );
            }

            return all.Count + await context.Channels.CountAsync(cancellationToken);
        }

        public async Task<int> UntranslatedAsync(CancellationToken cancellationToken)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.Channels.CountAsync(
                channel =>
                    string.Equals(channel.Id, "x", StringComparison.Ordinal) || char.IsDigit(channel.Id[0]),
                cancellationToken
            );
        }

        public int Waiting()
        {
            using var context = contexts.CreateDbContext();
            return context.Channels.Count();
        }
    }
}
