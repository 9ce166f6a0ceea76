using Microsoft.Extensions.Hosting;

namespace Yixun.CarrierSimulator.Http;

/// <summary>Leaves signals and the console to the process that hosts the simulator.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
