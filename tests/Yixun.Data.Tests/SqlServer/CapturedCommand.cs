using Microsoft.Data.SqlClient;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>What the store would have sent to a SQL Server.</summary>
/// <param name="Name">Of the statement, in <see cref="Server.StoreSql"/>.</param>
internal sealed record CapturedCommand(string Name, SqlCommand Command);
