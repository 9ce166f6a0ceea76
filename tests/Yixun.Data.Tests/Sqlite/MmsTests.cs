using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class MmsTests(SqliteStores stores) : MmsConformance(stores), IClassFixture<SqliteStores>;
