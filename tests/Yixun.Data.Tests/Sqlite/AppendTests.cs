using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class AppendTests(SqliteStores stores) : AppendConformance(stores), IClassFixture<SqliteStores>;
