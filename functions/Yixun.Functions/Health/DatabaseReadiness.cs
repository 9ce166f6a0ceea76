using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Yixun.Data.Model;

namespace Yixun.Functions.Health;

/// <summary>The database answers.</summary>
public sealed class DatabaseReadiness(IDbContextFactory<YixunDbContext> contexts) : IReadinessCheck
{
    public string Name => "database";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Leases.AsNoTracking().AnyAsync(cancellationToken);
            return null;
        }
        catch (DbException exception)
        {
            return exception.Message;
        }
    }
}
