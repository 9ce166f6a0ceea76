using Xunit;
using Yixun.Data.Hosting;

namespace Yixun.Cli.Tests;

public sealed class SqlServerRefusalTests
{
    /// <summary>This process knows no cultures, as the command line on a machine without ICU; the driver would fail at the first connection.</summary>
    [Fact]
    public void SqlServer_in_a_process_without_cultures_is_refused_with_what_to_do()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            DatabaseSelection.Open(
                new DatabaseOptions { Provider = "sqlserver", ConnectionString = "Server=127.0.0.1" }
            )
        );
        Assert.Contains("needs ICU", exception.Message, StringComparison.Ordinal);
    }
}
