using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.RabbitMq;

/// <summary>
/// One connection, opened when it is first needed and again whenever it was lost. While the broker is away, at most one
/// attempt per <see cref="RabbitMqOptions.ReconnectInterval"/> is made, and callers in between are told at once.
/// </summary>
internal sealed class RabbitMqConnection(RabbitMqOptions options, string role, TimeProvider time)
    : IAsyncDisposable
{
    private readonly ConnectionFactory _factory = new()
    {
        Uri = options.Uri,
        ClientProvidedName = $"{options.ConnectionName}.{role}",

        // What is lost is opened again here and by the receivers, with everything on it; the client's own recovery
        // would bring back connections but not channels that the broker closed.
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = options.ConnectTimeout,
        ContinuationTimeout = options.ConnectTimeout,
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
    };

    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile IConnection? _connection;
    private volatile bool _blocked;
    private Exception? _lastFailure;
    private long _failedAt;
    private bool _disposed;

    /// <summary>Whether the broker takes no publishes for now: its memory or disk is short.</summary>
    public bool IsBlocked => _blocked && _connection is { IsOpen: true };

    /// <exception cref="QueueUnavailableException">The broker is away.</exception>
    public ValueTask<IConnection> GetAsync(string queue, CancellationToken cancellationToken) =>
        _connection is { IsOpen: true } open
            ? ValueTask.FromResult(open)
            : new ValueTask<IConnection>(OpenAsync(queue, cancellationToken));

    /// <summary>
    /// Whether the exception means that the broker or a channel to it is gone, or doesn't answer: not that the caller
    /// cancelled, nor that the code is wrong.
    /// </summary>
    public static bool IsOutage(Exception exception, CancellationToken cancellationToken) =>
        exception
            is RabbitMQClientException
                or IOException
                or SocketException
                or TimeoutException
                or ObjectDisposedException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        try
        {
            await DropAsync().ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<IConnection> OpenAsync(string queue, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connection is { IsOpen: true } open)
            {
                return open;
            }

            if (_lastFailure is not null && time.GetElapsedTime(_failedAt) < options.ReconnectInterval)
            {
                throw new QueueUnavailableException(queue, "the broker is away", _lastFailure);
            }

            await DropAsync().ConfigureAwait(false);
            var connection = await _factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
            _blocked = false;
            connection.ConnectionBlockedAsync += Blocked;
            connection.ConnectionUnblockedAsync += Unblocked;
            _lastFailure = null;
            _connection = connection;
            return connection;
        }
        catch (Exception exception) when (!_disposed && IsOutage(exception, cancellationToken))
        {
            _lastFailure = exception;
            _failedAt = time.GetTimestamp();
            throw new QueueUnavailableException(queue, "the broker is away", exception);
        }
        finally
        {
            _opening.Release();
        }
    }

    private Task Blocked(object sender, ConnectionBlockedEventArgs reason)
    {
        _blocked = true;
        return Task.CompletedTask;
    }

    private Task Unblocked(object sender, AsyncEventArgs nothing)
    {
        _blocked = false;
        return Task.CompletedTask;
    }

    private async Task DropAsync()
    {
        if (_connection is { } old)
        {
            _connection = null;
            await old.DisposeAsync().ConfigureAwait(false);
        }
    }
}
