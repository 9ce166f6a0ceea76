using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Functions.Authentication;

namespace Yixun.Functions.Reference;

/// <summary>Follows what other processes change, at once. What fails is seen by the refresh timer.</summary>
public sealed partial class ReferenceFollower(
    ReferenceSignals signals,
    ReferenceData reference,
    AcceptedNonces nonces,
    ILogger<ReferenceFollower> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var heard = await signals.TakeAsync(stoppingToken);
            try
            {
                await FollowAsync(heard, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotFollowed(exception);
            }
        }
    }

    private async Task FollowAsync(HeardChanges heard, CancellationToken cancellationToken)
    {
        if (heard.Everything)
        {
            await nonces.RecallAsync(cancellationToken);
        }

        if (heard.Everything || heard.Reference)
        {
            await reference.FollowAsync(cancellationToken);
            return;
        }

        if (heard.Routes)
        {
            await reference.FollowRoutesAsync(cancellationToken);
        }

        if (heard.Phones.Count > 0)
        {
            await reference.FollowPhonesAsync(heard.Phones, cancellationToken);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A change by another process could not be read at once"
    )]
    private partial void LogNotFollowed(Exception exception);
}
