namespace Yixun.SqlServer.Tests;

/// <summary>What EF Core would have sent to a SQL Server.</summary>
/// <param name="Site">Who asked; null: none of the product's queries, such as a row that is saved.</param>
/// <param name="Parameters">As declarations.</param>
internal sealed record CapturedStatement(QuerySite? Site, string Text, IReadOnlyList<string> Parameters);
