using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.RabbitMq;

/// <summary>Asks a broker who it is, and whether it takes publishes. Leaves nothing behind.</summary>
public static class RabbitMqProbe
{
    /// <summary>A broker with an alarm doesn't confirm.</summary>
    private static readonly TimeSpan ConfirmTime = TimeSpan.FromSeconds(3);

    /// <exception cref="QueueUnavailableException">The broker is away, or refuses the account.</exception>
    public static async Task<BrokerState> ReadAsync(
        RabbitMqOptions options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var factory = new ConnectionFactory
        {
            Uri = options.Uri,
            ClientProvidedName = options.ConnectionName + ".probe",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = options.ConnectTimeout,
            ContinuationTimeout = options.ConnectTimeout,
        };
        try
        {
            var connection = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var takes = await TakesPublishesAsync(connection, cancellationToken).ConfigureAwait(false);
                var state = new BrokerState(
                    Text(connection.ServerProperties, "product"),
                    Text(connection.ServerProperties, "version"),
                    takes
                );
                // A blocked connection does not answer to an orderly end.
                await connection.AbortAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
                return state;
            }
        }
        catch (Exception exception) when (RabbitMqConnection.IsOutage(exception, cancellationToken))
        {
            throw new QueueUnavailableException("(any)", Reason(exception), exception);
        }
    }

    /// <summary>To no queue: the broker confirms what it can't route and drops it.</summary>
    private static async Task<bool> TakesPublishesAsync(
        IConnection connection,
        CancellationToken cancellationToken
    )
    {
        var channel = await connection
            .CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true,
                    publisherConfirmationTrackingEnabled: true
                ),
                cancellationToken
            )
            .ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConfirmTime);
        try
        {
            await channel
                .BasicPublishAsync("", "yixun.probe.nowhere", ReadOnlyMemory<byte>.Empty, limit.Token)
                .ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Reason(Exception exception) =>
        exception is AuthenticationFailureException
        || exception.InnerException is AuthenticationFailureException
            ? "the broker refuses the account"
            : "the broker is away";

    private static string Text(IDictionary<string, object?>? properties, string name) =>
        properties is not null && properties.TryGetValue(name, out var value) && value is byte[] octets
            ? System.Text.Encoding.UTF8.GetString(octets)
            : "";
}

/// <param name="Product">As the broker names itself: RabbitMQ.</param>
/// <param name="TakesPublishes">False: an alarm (memory, disk) holds publishers up.</param>
public sealed record BrokerState(string Product, string Version, bool TakesPublishes);
