using Microsoft.Extensions.Hosting;

namespace Yixun.Functions.Runtime.Http;

/// <summary>The web server lives as long as the host around it says; signals are that host's business.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
