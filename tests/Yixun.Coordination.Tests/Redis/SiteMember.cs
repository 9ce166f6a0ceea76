using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Coordination.Redis;

namespace Yixun.Coordination.Tests.Redis;

/// <summary>What a process of a site has of Redis.</summary>
internal sealed class SiteMember : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private SiteMember(RedisOptions options) =>
        _provider = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddRedisCoordination(options)
            .BuildServiceProvider();

    public RecordedLog Log { get; } = new();

    public IRequestGate Gate => _provider.GetRequiredService<IRequestGate>();

    public ISiteSignals Signals => _provider.GetRequiredService<ISiteSignals>();

    public ISharing Sharing => _provider.GetRequiredService<ISharing>();

    /// <summary>One that waits long for an answer, as on a machine with much to do.</summary>
    public static Task<SiteMember> StartAsync(string configuration, string prefix) =>
        StartAsync(
            new RedisOptions
            {
                Configuration = configuration,
                Prefix = prefix,
                AnswerTime = TimeSpan.FromSeconds(10),
            }
        );

    public static async Task<SiteMember> StartAsync(RedisOptions options)
    {
        var member = new SiteMember(options);
        foreach (var service in member._provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return member;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
