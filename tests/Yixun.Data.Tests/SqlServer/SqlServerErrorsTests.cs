using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Data.SqlServer;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>What the server's errors are taken for.</summary>
public sealed class SqlServerErrorsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1205)]
    [InlineData(1222)]
    [InlineData(3960)]
    public void Deadlock_and_its_like_are_run_again_and_are_no_outage(int number)
    {
        Assert.True(SqlServerErrors.IsConflict(number));
        Assert.True(SqlServerErrors.IsRolledBack(number));
        Assert.False(SqlServerErrors.IsOutage(number, 13));
        Assert.False(SqlServerErrors.IsStorageFault(number));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(233)]
    [InlineData(596)]
    [InlineData(976)]
    [InlineData(983)]
    [InlineData(3906)]
    [InlineData(4060)]
    [InlineData(6005)]
    [InlineData(10054)]
    [InlineData(18401)]
    [InlineData(18456)]
    [InlineData(40197)]
    [InlineData(40501)]
    [InlineData(40613)]
    [InlineData(49918)]
    public void Failover_and_what_is_transient_are_an_outage_whose_commit_is_open(int number)
    {
        Assert.True(SqlServerErrors.IsOutage(number, 14));
        Assert.False(SqlServerErrors.IsConflict(number));
        Assert.False(SqlServerErrors.IsRolledBack(number));
        Assert.False(SqlServerErrors.IsDuplicate(number));
    }

    [Theory]
    [InlineData(2627)]
    [InlineData(2601)]
    public void Key_that_is_there_already_is_a_duplicate_and_nothing_else(int number)
    {
        Assert.True(SqlServerErrors.IsDuplicate(number));
        Assert.False(SqlServerErrors.IsConflict(number));
        Assert.False(SqlServerErrors.IsOutage(number, 14));
        Assert.False(SqlServerErrors.IsStorageFault(number));
    }

    [Theory]
    [InlineData(1105, 17)]
    [InlineData(9002, 17)]
    [InlineData(701, 17)]
    [InlineData(823, 24)]
    public void Full_disk_and_damaged_file_are_a_fault_of_storage(int number, byte severity)
    {
        Assert.True(SqlServerErrors.IsStorageFault(number));
        Assert.False(SqlServerErrors.IsOutage(number, severity));
    }

    [Theory]
    [InlineData(547, 16)]
    [InlineData(8152, 16)]
    [InlineData(207, 16)]
    public void Mistake_of_a_statement_is_its_callers(int number, byte severity)
    {
        Assert.False(SqlServerErrors.IsConflict(number));
        Assert.False(SqlServerErrors.IsOutage(number, severity));
        Assert.False(SqlServerErrors.IsStorageFault(number));
    }

    [Fact]
    public void Error_that_ends_the_connection_is_an_outage_whatever_its_number() =>
        Assert.True(SqlServerErrors.IsOutage(0, 20));

    [Theory]
    [InlineData("Violation of PRIMARY KEY constraint 'PK_client_keys'. Cannot insert duplicate key.", true)]
    [InlineData("违反了 PRIMARY KEY 约束“PK_parked_reports”。", true)]
    [InlineData("Violation of PRIMARY KEY constraint 'PK_messages'. Cannot insert duplicate key.", false)]
    [InlineData("Violation of PRIMARY KEY constraint 'PK_client_keys_2'.", false)]
    public void Key_that_two_transactions_may_add_at_once_is_told_by_its_constraint(
        string message,
        bool isShared
    ) => Assert.Equal(isShared, SqlServerFaults.IsOfSharedKey(message));

    [Fact]
    public async Task Pool_without_a_free_connection_is_an_outage()
    {
        var full = new InvalidOperationException(
            "Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool."
        )
        {
            Source = typeof(Microsoft.Data.SqlClient.SqlConnection).Assembly.GetName().Name,
        };
        Assert.True(SqlServerFaults.Instance.IsOutage(full));
        // The driver says the same of its own mistakes' type.
        await using var connection = new Microsoft.Data.SqlClient.SqlConnection();
        var mistake = Assert.Throws<InvalidOperationException>(connection.Open);
        Assert.False(SqlServerFaults.Instance.IsOutage(mistake));
    }

    [Fact]
    public async Task Context_while_the_server_is_away_says_that_the_store_is_unavailable()
    {
        // Nobody listens there.
        using var database = SqlServerSchema.Database();
        await using var context = database.CreateContext();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => context.Messages.CountAsync(Cancellation));
        context.Leases.Add(new Model.LeaseEntity { Name = "timer:x", Token = 1 });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => context.SaveChangesAsync(Cancellation));
    }

    [Fact]
    public async Task MigrateAsync_while_the_server_is_away_says_which_and_no_password()
    {
        using var database = SqlServerSchema.Database("127.0.0.1,1;User ID=sa;Password=s3cret");
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            database.MigrateAsync(Cancellation)
        );
        Assert.Contains("none on 127.0.0.1,1", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
    }
}
