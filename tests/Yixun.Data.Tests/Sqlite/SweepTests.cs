using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class SweepTests(SqliteStores stores) : SweepConformance(stores), IClassFixture<SqliteStores>;
