using Yixun.LoadTest.Sites;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>What the platform under load is made of.</summary>
internal static class Profiles
{
    /// <summary>One process, SQLite, queues inside.</summary>
    public const string Standalone = "standalone";

    /// <summary>Function process, carrier daemon, RabbitMQ, PostgreSQL.</summary>
    public const string Production = "production";

    /// <summary>Starts it with every lane open and three simulated carriers, on each 4 connections with windows of 128.</summary>
    /// <param name="messageLimit">Messages that the phones keep; the oldest go first.</param>
    public static async Task<IPlatform> StartAsync(
        string profile,
        int messageLimit,
        CancellationToken cancellationToken
    ) =>
        profile == Production
            ? await Site.StartAsync(
                Platform.OpenLanes,
                durable: true,
                connections: 4,
                window: 128,
                cancellationToken,
                messageLimit: messageLimit
            )
            : await Platform.StartAsync(Programs.Standalone, Platform.OpenLanes, null, 0, cancellationToken);

    /// <summary>
    /// A benchmark's defaults on the parts of production: several processes compile what is hot for 40 s or so, and fewer
    /// messages wait.
    /// </summary>
    public static BenchmarkSettings OfProduction(BenchmarkSettings defaults) =>
        defaults with
        {
            Profile = Production,
            WarmUp = defaults.WarmUp is null ? null : 45,
            Messages =
                defaults.Messages is { } messages && defaults.WarmUp is not null
                    ? Math.Min(messages, 20_000)
                    : defaults.Messages,
        };

    /// <summary>Name of a figure of the profile.</summary>
    public static string NameOf(string figure, string profile) =>
        profile == Production ? $"{figure} production" : figure;
}
