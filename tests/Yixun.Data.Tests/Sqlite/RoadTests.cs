using Xunit;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.Sqlite;

public sealed class RoadTests(SqliteStores stores) : RoadConformance(stores), IClassFixture<SqliteStores>;
