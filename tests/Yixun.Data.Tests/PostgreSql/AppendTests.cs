using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class AppendTests(PostgreSqlStores stores) : AppendConformance(stores);
