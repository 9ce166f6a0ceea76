using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yixun.LoadTest.Chaos;

/// <summary>
/// Submits batches with clientIds while the platform comes and goes, and remembers what was accepted and what stayed without
/// an answer.
/// </summary>
internal sealed class AcceptedLoad(SignedClient client, long limit)
{
    public const int BatchSize = 100;

    // The load lasts through every kill instead of running ahead of them.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, AcceptedBatch> _batches = new();
    private ConcurrentQueue<(string ClientId, byte[] Body)> _unanswered = new();
    private TaskCompletionSource _answered = new();
    private long _next;
    private long _accepted;

    /// <summary>By batch id.</summary>
    public IReadOnlyDictionary<string, AcceptedBatch> Batches => _batches;

    /// <summary>Messages that were answered with 202 or 200.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>
    /// Ends at the next acceptance, on the thread that read it: what follows happens within microseconds of the answer, so
    /// that a kill then finds an answer that was given too early.
    /// </summary>
    public TaskCompletionSource NextAnswer()
    {
        var next = new TaskCompletionSource();
        Volatile.Write(ref _answered, next);
        return next;
    }

    /// <summary>Submits until the token is cancelled or the limit of messages is accepted.</summary>
    /// <exception cref="InvalidOperationException">An answer that no caller should get.</exception>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Accepted >= limit)
            {
                return;
            }

            var (clientId, body) = _unanswered.TryDequeue(out var again) ? again : NewBatch();
            if (!await TrySubmitAsync(clientId, body, cancellationToken))
            {
                _unanswered.Enqueue((clientId, body));
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>A caller without an answer repeats its request: it must be accepted once, whatever happened.</summary>
    public async Task RepeatUnansweredAsync(CancellationToken cancellationToken)
    {
        while (!_unanswered.IsEmpty)
        {
            var again = Interlocked.Exchange(ref _unanswered, new());
            foreach (var (clientId, body) in again)
            {
                if (!await TrySubmitAsync(clientId, body, cancellationToken))
                {
                    _unanswered.Enqueue((clientId, body));
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private (string ClientId, byte[] Body) NewBatch()
    {
        var first = Interlocked.Add(ref _next, BatchSize) - BatchSize;
        var clientId = $"crash-{first}";
        return (
            clientId,
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    clientId,
                    lane = "reminder",
                    content = "崩溃测试",
                    to = Enumerable.Range(0, BatchSize).Select(index => Bodies.Number(first + index)),
                }
            )
        );
    }

    /// <returns>False without an answer, and when the platform asked to come again.</returns>
    private async Task<bool> TrySubmitAsync(string clientId, byte[] body, CancellationToken cancellationToken)
    {
        string text;
        HttpStatusCode status;
        try
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/messages",
                body,
                cancellationToken
            );
            status = response.StatusCode;
            text = await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }

        if (status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
        {
            return false;
        }

        if (status is not (HttpStatusCode.Accepted or HttpStatusCode.OK))
        {
            throw new InvalidOperationException($"{(int)status}: {text}");
        }

        Volatile.Read(ref _answered).TrySetResult();
        var answer = JsonNode.Parse(text)!;
        var count = answer["messages"]!.AsArray().Count;
        if (_batches.TryAdd((string)answer["batchId"]!, new AcceptedBatch(clientId, count)))
        {
            Interlocked.Add(ref _accepted, count);
        }

        return true;
    }
}

/// <param name="ClientId">The caller's id.</param>
/// <param name="Count">Messages accepted.</param>
internal sealed record AcceptedBatch(string ClientId, int Count);
