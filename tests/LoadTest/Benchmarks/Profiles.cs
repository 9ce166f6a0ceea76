namespace Yixun.LoadTest.Benchmarks;

/// <summary>What the platform under load is made of.</summary>
internal static class Profiles
{
    /// <summary>One process, SQLite, queues inside.</summary>
    public const string Standalone = "standalone";

    /// <summary>Function process, carrier daemon, RabbitMQ, PostgreSQL.</summary>
    public const string Production = "production";
}
