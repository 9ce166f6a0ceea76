namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each message of a queue, one at a time per process.</summary>
/// <param name="queueName">The queue, which must exist when the host starts.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RabbitMQTriggerAttribute(string queueName) : Attribute
{
    /// <summary>Name of the setting with the broker's URI. This runtime takes the transport from its services instead.</summary>
    public string? ConnectionStringSetting { get; set; }

    /// <summary>The queue.</summary>
    public string QueueName { get; } = queueName;
}
