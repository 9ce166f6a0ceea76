using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class LeaseStoreTests(PostgreSqlStores stores) : LeaseStoreConformance(stores);
