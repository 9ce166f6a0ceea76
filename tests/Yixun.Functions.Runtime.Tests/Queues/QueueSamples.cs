using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Tests.Queues;

/// <summary>Queue functions that tell a journal what they were given.</summary>
public sealed class QueueSamples(QueueJournal journal)
{
    public const string Queue = "sample";
    public const string Other = "other";

    public sealed record Order(int Number);

    [Function("text")]
    public Task Text([RabbitMQTrigger(Queue)] string chunk, FunctionContext context) =>
        journal.RunAsync(chunk, context);

    public sealed class Forms(QueueJournal journal)
    {
        [Function("bytes")]
        public void Bytes([RabbitMQTrigger("bytes")] byte[] chunk) => journal.Saw($"bytes {chunk.Length}");

        [Function("memory")]
        public void Memory([RabbitMQTrigger("memory")] ReadOnlyMemory<byte> chunk, CancellationToken token) =>
            journal.Saw($"memory {chunk.Length} {token.CanBeCanceled}");

        [Function("object")]
        public Task<string> Object([RabbitMQTrigger("%ObjectQueue%")] Order chunk)
        {
            journal.Saw($"object {chunk.Number}");
            return Task.FromResult("ignored");
        }
    }

    public sealed class OnOther(QueueJournal journal)
    {
        [Function("other")]
        public void Run([RabbitMQTrigger(Other)] string chunk) => journal.Saw(chunk);
    }
}
