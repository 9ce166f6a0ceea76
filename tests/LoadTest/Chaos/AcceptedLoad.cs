using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yixun.LoadTest.Chaos;

/// <summary>
/// Submits batches with clientIds while the platform comes and goes, and remembers what was accepted and what stayed without
/// an answer.
/// </summary>
/// <param name="clients">Of the function processes, tried in turn.</param>
/// <param name="limit">Messages after which nothing more is submitted.</param>
/// <param name="text">Of every message.</param>
/// <param name="pause">Between two submissions of a sender; 100 ms when left out.</param>
internal sealed class AcceptedLoad(
    IReadOnlyList<SignedClient> clients,
    long limit,
    string text = "崩溃测试",
    TimeSpan? pause = null
)
{
    public const int BatchSize = 100;

    // The load lasts through every kill instead of running ahead of them.
    private readonly TimeSpan _pause = pause ?? TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, AcceptedBatch> _batches = new();
    private ConcurrentQueue<(string ClientId, byte[] Body)> _unanswered = new();
    private TaskCompletionSource _answered = new();
    private long _next;
    private int _turn;
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

            await Task.Delay(_pause, CancellationToken.None);
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

    /// <summary>Waits until so many are accepted.</summary>
    /// <param name="senders">What <see cref="SendAsync"/> gave.</param>
    /// <exception cref="InvalidOperationException">They are not within the time, or a sender failed.</exception>
    public async Task ReachAsync(
        Task[] senders,
        long quota,
        TimeSpan time,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time);
        while (Accepted < quota)
        {
            if (Array.Find(senders, sender => sender.IsFaulted) is { } failed)
            {
                throw new InvalidOperationException("A sender failed.", failed.Exception);
            }

            try
            {
                await Task.Delay(10, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InvalidOperationException($"Only {Accepted} of {quota} were accepted in time.");
            }
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
                    content = text,
                    to = Enumerable.Range(0, BatchSize).Select(index => Bodies.Number(first + index)),
                }
            )
        );
    }

    /// <returns>False without an answer, and when the platform asked to come again.</returns>
    private async Task<bool> TrySubmitAsync(string clientId, byte[] body, CancellationToken cancellationToken)
    {
        string answered;
        HttpStatusCode status;
        try
        {
            var client = clients[(int)((uint)Interlocked.Increment(ref _turn) % (uint)clients.Count)];
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/messages",
                body,
                cancellationToken
            );
            status = response.StatusCode;
            answered = await response.Content.ReadAsStringAsync(cancellationToken);
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
            throw new InvalidOperationException($"{(int)status}: {answered}");
        }

        Volatile.Read(ref _answered).TrySetResult();
        var answer = JsonNode.Parse(answered)!;
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
