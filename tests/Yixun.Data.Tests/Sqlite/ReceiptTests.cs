using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class ReceiptTests(SqliteStores stores)
    : ReceiptConformance(stores),
        IClassFixture<SqliteStores>;
