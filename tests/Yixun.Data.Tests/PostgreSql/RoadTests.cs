using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class RoadTests(PostgreSqlStores stores) : RoadConformance(stores);
