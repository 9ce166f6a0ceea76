namespace Yixun.Functions.Hosting;

/// <summary>Names that triggers refer to.</summary>
public static class FunctionSettings
{
    /// <summary>Setting with the broker's AMQP URI.</summary>
    public const string Broker = "RabbitMq";
}
