using Microsoft.EntityFrameworkCore;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Functions.Mms;

/// <summary>Finds what a link of a short message shows.</summary>
public sealed class MmsLinks(
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    MmsParts parts,
    TimeProvider time
)
{
    /// <summary>What the page shows; null for a link that is unknown or over. The first time is kept as the opening.</summary>
    public async Task<MmsPageContent?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, token, cancellationToken) is not { } link)
        {
            return null;
        }

        var subject = await context
            .Batches.AsNoTracking()
            .Where(batch => batch.Id == link.BatchId)
            .Select(batch => batch.ContentCipher)
            .SingleOrDefaultAsync(cancellationToken);
        var shown = await parts.OpenAllAsync(context, link.BatchId, cancellationToken);
        if (subject is null || shown is null)
        {
            return null;
        }

        var content = new MmsPageContent(
            token,
            cipher.DecryptText(link.BatchId, CipherField.BatchContent, subject),
            shown
        );
        if (link.OpenedAt is null)
        {
            link.OpenedAt = time.GetUtcNow();
            await context.SaveChangesAsync(cancellationToken);
        }

        return content;
    }

    /// <summary>A medium that the page shows; null for a link that is unknown or over, and for a part that is none.</summary>
    public async Task<MmsFile?> FindFileAsync(string token, int position, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(context, token, cancellationToken) is { } link
            ? await parts.FindFileAsync(context, link.BatchId, position, cancellationToken)
            : null;
    }

    private async Task<MmsLinkEntity?> FindAsync(
        YixunDbContext context,
        string token,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        return await context.MmsLinks.SingleOrDefaultAsync(
            link => link.Token == token && link.ExpiresAt > now,
            cancellationToken
        );
    }
}
