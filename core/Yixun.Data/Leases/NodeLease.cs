using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Yixun.Data.Leases;

/// <summary>
/// This process's node number, renewed while it runs. Its token names the process as owner of claims; when the lease ends,
/// others may take the claims over, so a process that lost it must not claim any more.
/// </summary>
public sealed partial class NodeLease(LeaseStore leases, TimeProvider time, ILogger<NodeLease> logger)
    : BackgroundService
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(30);

    private PeriodicTimer? _timer;
    private DateTimeOffset _heldUntil;

    /// <summary>Random number of this process.</summary>
    public long Token { get; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;

    /// <summary>The node number; -1 before <see cref="TakeAsync"/>.</summary>
    public int Node { get; private set; } = -1;

    /// <summary>False when it could not be renewed in time.</summary>
    public bool IsHeld => time.GetUtcNow() < _heldUntil;

    /// <summary>Takes a number; before anything that makes ids.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Node = await leases.TakeNodeAsync(Token, Term, cancellationToken);
        _heldUntil = now + (Term * 0.8);
    }

    /// <summary>Gives the number back, so that claims left open are settled at once.</summary>
    public Task GiveBackAsync(CancellationToken cancellationToken) =>
        leases.GiveBackAsync(LeaseStore.NodeName(Node), Token, cancellationToken);

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    /// <summary>The clock of renewals begins here, not when the loop first gets a thread.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new PeriodicTimer(Term / 3, time);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer!.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            try
            {
                if (await leases.TryTakeAsync(LeaseStore.NodeName(Node), Token, Term, stoppingToken))
                {
                    _heldUntil = now + (Term * 0.8);
                    continue;
                }

                LogLost(Node);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogRenewalFailed(exception, Node);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Node number {Node} was taken by another process")]
    private partial void LogLost(int node);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lease of node number {Node} could not be renewed")]
    private partial void LogRenewalFailed(Exception exception, int node);
}
