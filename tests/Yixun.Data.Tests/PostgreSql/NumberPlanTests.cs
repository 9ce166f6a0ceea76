using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class NumberPlanTests(PostgreSqlStores stores) : NumberPlanConformance(stores);
