using Xunit;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

public sealed class InspectionTests
{
    public static TheoryData<string> Statements =>
        [
            SqlServerInspection.Summary,
            SqlServerInspection.Clock,
            SqlServerInspection.ReadCommitted,
            SqlServerInspection.Closed,
            SqlServerInspection.Collated,
            SqlServerInspection.Largest,
        ];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_is_of_the_language(string sql) => SqlServerSchema.Parse(sql);
}
