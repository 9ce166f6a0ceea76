using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class ReceiptTests(PostgreSqlStores stores) : ReceiptConformance(stores);
