using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class ReceiptOrderTests(PostgreSqlStores stores) : ReceiptOrderConformance(stores);
