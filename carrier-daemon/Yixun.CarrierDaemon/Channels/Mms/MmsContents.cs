using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Carriers.Mm7.Media;
using Yixun.Carriers.Mm7.Messages;
using Yixun.Core.Mms;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.CarrierDaemon.Channels.Mms;

/// <summary>
/// The media of batches, with the SMIL around them. Read once a batch, as long as the newest that are used fit the limit.
/// Thread-safe.
/// </summary>
public sealed partial class MmsContents(
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    ILogger<MmsContents> logger
)
{
    /// <summary>Octets of media kept.</summary>
    private const long Capacity = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _newestFirst = [];
    private long _size;

    /// <returns>Null when the batch has no media, or they don't open.</returns>
    internal async Task<Mm7Content?> FindAsync(long batchId, CancellationToken cancellationToken)
    {
        if (Recall(batchId) is { } known)
        {
            return known;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var parts = await context
            .MmsParts.AsNoTracking()
            .Where(part => part.BatchId == batchId)
            .OrderBy(part => part.Position)
            .ToListAsync(cancellationToken);
        if (parts.Count == 0)
        {
            return null;
        }

        try
        {
            var content = Mm7Presentation.Build([
                .. parts
                    .GroupBy(part => part.Slide)
                    .OrderBy(slide => slide.Key)
                    .Select(slide => Open([.. slide])),
            ]);
            Keep(batchId, content);
            return content;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            LogUnreadable(exception, batchId);
            return null;
        }
    }

    private Mm7Slide Open(IReadOnlyList<MmsPartEntity> parts)
    {
        var slide = new Mm7Slide { Duration = TimeSpan.FromMilliseconds(parts[0].Milliseconds) };
        foreach (var part in parts)
        {
            var data = cipher.Decrypt(part.Id, CipherField.MmsPart, part.Cipher);
            slide = part.Kind switch
            {
                MmsPartKind.Text => slide with { Text = Encoding.UTF8.GetString(data) },
                MmsPartKind.Audio => slide with { SoundType = part.ContentType, Sound = data },
                _ => slide with { MediaType = part.ContentType, Media = data },
            };
        }

        return slide;
    }

    private Mm7Content? Recall(long batchId)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(batchId, out var node))
            {
                return null;
            }

            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.Content;
        }
    }

    private void Keep(long batchId, Mm7Content content)
    {
        var size = content.Parts.Sum(part => (long)part.Data.Length);
        lock (_gate)
        {
            if (_entries.ContainsKey(batchId))
            {
                return;
            }

            _entries.Add(batchId, _newestFirst.AddFirst(new Entry(batchId, content, size)));
            _size += size;
            while (_size > Capacity && _newestFirst.Last is { } oldest && oldest != _newestFirst.First)
            {
                _newestFirst.RemoveLast();
                _entries.Remove(oldest.Value.BatchId);
                _size -= oldest.Value.Size;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The media of batch {BatchId} don't open")]
    private partial void LogUnreadable(Exception exception, long batchId);

    private sealed record Entry(long BatchId, Mm7Content Content, long Size);
}
