using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class LeaseStoreTests(SqliteStores stores)
    : LeaseStoreConformance(stores),
        IClassFixture<SqliteStores>;
