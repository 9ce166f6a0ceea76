using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class SweepTests(PostgreSqlStores stores) : SweepConformance(stores);
