using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Core.Mms;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Functions.Mms;

/// <summary>Reads the texts and media of MMS.</summary>
public sealed partial class MmsParts(FieldCipher cipher, ILogger<MmsParts> logger)
{
    /// <summary>All parts of a batch, texts opened, media by their descriptions; null when a text does not open.</summary>
    public async Task<IReadOnlyList<MmsShownPart>?> OpenAllAsync(
        YixunDbContext context,
        long batchId,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .MmsParts.AsNoTracking()
            .Where(part => part.BatchId == batchId)
            .OrderBy(part => part.Position)
            .Select(part => new
            {
                part.Id,
                part.Position,
                part.Slide,
                part.Kind,
                part.ContentType,
                part.Name,
                part.Size,
                // Media are not read to be listed.
                Cipher = part.Kind == MmsPartKind.Text ? part.Cipher : null,
            })
            .ToListAsync(cancellationToken);
        try
        {
            return rows.ConvertAll(part => new MmsShownPart(
                part.Position,
                part.Slide,
                part.Kind,
                part.ContentType,
                part.Name,
                part.Size,
                part.Cipher is null ? null : cipher.DecryptText(part.Id, CipherField.MmsPart, part.Cipher)
            ));
        }
        catch (CryptographicException exception)
        {
            LogUnreadable(exception, batchId);
            return null;
        }
    }

    /// <summary>One medium or text as a file; null when there is none or it does not open.</summary>
    public async Task<MmsFile?> FindFileAsync(
        YixunDbContext context,
        long batchId,
        int position,
        CancellationToken cancellationToken
    )
    {
        var part = await context
            .MmsParts.AsNoTracking()
            .SingleOrDefaultAsync(
                part => part.BatchId == batchId && part.Position == position,
                cancellationToken
            );
        if (part is null)
        {
            return null;
        }

        try
        {
            return new MmsFile(part.ContentType, cipher.Decrypt(part.Id, CipherField.MmsPart, part.Cipher));
        }
        catch (CryptographicException exception)
        {
            LogUnreadable(exception, batchId);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The media of batch {BatchId} don't open")]
    private partial void LogUnreadable(Exception exception, long batchId);
}
