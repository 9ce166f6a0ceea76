using Yixun.Functions.Reference;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Health;

/// <summary>
/// What was given up, asked once for all who want to know: each queue is a question of its own to the broker, on a channel of
/// its own.
/// </summary>
public sealed class DeadLetterReader(IQueueTopology topology, ReferenceData reference, TimeProvider time)
    : IDisposable
{
    /// <summary>How long an answer is good for: less than the shortest period of those who ask.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IReadOnlyDictionary<string, long>? _found;
    private long _readAt;
    private bool _isRead;

    /// <returns>
    /// Chunks on the dead-letter queue of each queue that has one, none included; null while the broker is away.
    /// </returns>
    public async Task<IReadOnlyDictionary<string, long>?> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_isRead || time.GetElapsedTime(_readAt) >= Period)
            {
                _found = await AskAsync(cancellationToken);
                _readAt = time.GetTimestamp();
                _isRead = true;
            }

            return _found;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyDictionary<string, long>?> AskAsync(CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        try
        {
            foreach (var queue in QueueNames.All(reference.Routes.Channels.Select(channel => channel.Id)))
            {
                if (
                    await topology.GetStatusAsync(QueueNames.DeadLetterOf(queue), cancellationToken) is
                    { } dead
                )
                {
                    found[queue] = dead.Depth;
                }
            }

            return found;
        }
        catch (QueueUnavailableException)
        {
            return null;
        }
    }
}
