using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class ReceiptOrderTests(SqliteStores stores)
    : ReceiptOrderConformance(stores),
        IClassFixture<SqliteStores>;
