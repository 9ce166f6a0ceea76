using Xunit;
using Yixun.Data.Hosting;
using Yixun.Data.PostgreSql;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.Hosting;

public sealed class DatabaseSelectionTests
{
    [Fact]
    public void Open_server_by_its_provider_opens_that_products_database()
    {
        Assert.IsType<PostgreSqlDatabase>(Open("postgresql", "Host=127.0.0.1;Database=none"));
        Assert.IsType<SqlServerDatabase>(Open("sqlserver", "Server=127.0.0.1;Database=none"));
    }

    [Theory]
    [InlineData("sqlite", "")]
    [InlineData("postgresql", "")]
    [InlineData("sqlserver", "")]
    [InlineData("oracle", "Server=127.0.0.1")]
    public void Open_settings_that_name_no_database_are_refused(string provider, string connectionString) =>
        Assert.Throws<ArgumentException>(() => Open(provider, connectionString));

    private static IYixunDatabase Open(string provider, string connectionString) =>
        DatabaseSelection.Open(
            new DatabaseOptions { Provider = provider, ConnectionString = connectionString }
        );
}
