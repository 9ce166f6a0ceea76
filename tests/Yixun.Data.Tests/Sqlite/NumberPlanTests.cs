using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class NumberPlanTests(SqliteStores stores)
    : NumberPlanConformance(stores),
        IClassFixture<SqliteStores>;
