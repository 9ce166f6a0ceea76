using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Hosting;

/// <summary>Before a function process of several serves: first rows, reference data.</summary>
public sealed class RoadOpening(SystemSeed seed, RoadStart start, IOptions<YixunOptions> options)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var signature = options.Value.Hospital.Name is { Length: > 0 } name ? name : null;
        try
        {
            await seed.PlantAsync(signature, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another process plants at the same moment: once it has, there is nothing left to do.
            await seed.PlantAsync(signature, cancellationToken);
        }

        await start.PrepareAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
