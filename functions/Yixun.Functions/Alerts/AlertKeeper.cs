using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Data.Model;

namespace Yixun.Functions.Alerts;

/// <summary>Removes alerts that have been over for long, and what was told of them.</summary>
public sealed class AlertKeeper(
    IDbContextFactory<YixunDbContext> contexts,
    TimeProvider time,
    IOptions<AlertOptions> options
)
{
    /// <summary>Alerts that one turn removes.</summary>
    private const int Limit = 500;

    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - options.Value.Keep;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var alerts = await database
            .Alerts.Where(alert => alert.ClearedAt < oldest)
            .OrderBy(alert => alert.Id)
            .Take(Limit)
            .ToListAsync(cancellationToken);
        var ids = alerts.ConvertAll(alert => alert.Id);
        database.AlertDeliveries.RemoveRange(
            await database
                .AlertDeliveries.Where(delivery => ids.Contains(delivery.AlertId))
                .ToListAsync(cancellationToken)
        );
        database.Alerts.RemoveRange(alerts);
        await database.SaveChangesAsync(cancellationToken);
    }
}
