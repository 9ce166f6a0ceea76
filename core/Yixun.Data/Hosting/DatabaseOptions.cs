namespace Yixun.Data.Hosting;

/// <summary>Section <c>Yixun:Database</c>: which database a process uses.</summary>
public sealed class DatabaseOptions
{
    public const string SectionName = "Yixun:Database";

    /// <summary>sqlite, postgresql or sqlserver.</summary>
    public string Provider { get; set; } = "sqlite";

    /// <summary>SQLite: the file.</summary>
    public string Path { get; set; } = "";

    /// <summary>PostgreSQL and SQL Server: the driver's form; from a secret store.</summary>
    public string ConnectionString { get; set; } = "";
}
