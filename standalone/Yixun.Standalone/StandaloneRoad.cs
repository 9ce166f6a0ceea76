using Microsoft.Extensions.Options;
using Yixun.CarrierDaemon.Hosting;
using Yixun.Core.Messages;
using Yixun.Data.Leases;
using Yixun.Functions.Hosting;
using Yixun.Functions.Reference;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.Standalone;

/// <summary>Prepares the road before any trigger starts: queues, first rows, reference data.</summary>
internal sealed class StandaloneRoad(
    IQueueTopology topology,
    SystemSeed seed,
    RoadStart start,
    FirstLogin firstLogin,
    NodeLease lease,
    IOptions<CarrierDaemonOptions> daemon
) : IHostedService
{
    private const string DemonstrationSignature = "医讯演示";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in QueueNames.Fixed)
        {
            await topology.DeclareAsync(queue, cancellationToken);
        }

        foreach (var channel in daemon.Value.Channels)
        {
            foreach (var lane in Lanes.All)
            {
                await topology.DeclareAsync(QueueNames.Channel(channel.Id, lane), cancellationToken);
            }
        }

        await seed.PlantAsync(DemonstrationSignature, cancellationToken);
        await seed.AddSystemAsync(
            firstLogin.Key,
            "演示系统",
            firstLogin.Secret,
            DemonstrationSignature,
            cancellationToken
        );
        await seed.AddAdministratorAsync(firstLogin.Account, firstLogin.Password, cancellationToken);
        await start.PrepareAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => lease.GiveBackAsync(cancellationToken);
}
