using Microsoft.Extensions.Configuration;
using Yixun.CarrierDaemon.Channels;
using Yixun.Core.Channels;
using Yixun.Data.Channels;
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
    ChannelImport channels,
    ICarrierLinkFactory links,
    IConfiguration configuration
) : IHostedService
{
    private const string DemonstrationSignature = "医讯演示";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in QueueNames.Fixed)
        {
            await topology.DeclareAsync(queue, cancellationToken);
        }

        var configured = configuration.GetSection("Yixun:Channels").Get<List<ChannelSettings>>() ?? [];
        foreach (var channel in configured)
        {
            await links.CheckAsync(channel);
        }

        await channels.ImportAsync(configured, cancellationToken);
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
