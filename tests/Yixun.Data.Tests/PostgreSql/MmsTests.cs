using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class MmsTests(PostgreSqlStores stores) : MmsConformance(stores);
