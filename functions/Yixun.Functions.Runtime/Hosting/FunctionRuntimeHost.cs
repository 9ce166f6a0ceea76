using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Http;
using Yixun.Functions.Runtime.Invocation;
using Yixun.Functions.Runtime.Queues;
using Yixun.Functions.Runtime.Timers;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Runtime.Hosting;

/// <summary>
/// Starts every trigger once all hosted services have started (so queues are declared and databases migrated by then),
/// and stops them before any hosted service stops.
/// </summary>
internal sealed partial class FunctionRuntimeHost(
    IServiceProvider services,
    HostSettings settings,
    FunctionRunners runners,
    FunctionHttpServer server,
    FunctionCatalogue catalogue,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<FunctionRuntimeHost> logger
) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly List<IQueueReceiver> _receivers = [];
    private readonly List<Task> _loops = [];

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var name in catalogue.Unknown)
        {
            NoSuchFunction(name);
        }

        await server.StartAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (trigger, runner) in runners.Of<QueueFunctionTrigger>())
        {
            var (prefetch, atOnce) = settings.Options.ChunksAtOnceOf.TryGetValue(trigger.Queue, out var more)
                ? (Math.Max(settings.Prefetch, checked((ushort)(2 * more))), more)
                : (settings.Prefetch, settings.Options.ChunksAtOnce);
            var listener = new QueueFunctionListener(
                trigger,
                runner,
                services.GetService<IQueueConsumerFactory>(),
                prefetch,
                atOnce,
                loggers.CreateLogger<QueueFunctionListener>()
            );
            if (await listener.OpenAsync(cancellationToken).ConfigureAwait(false) is { } receiver)
            {
                _receivers.Add(receiver);
                Loop(() => listener.RunAsync(receiver, _stopping.Token, _aborting.Token));
            }
        }

        foreach (var (trigger, runner) in runners.Of<TimerFunctionTrigger>())
        {
            var timer = new TimerFunctionLoop(
                trigger,
                runner,
                time,
                loggers.CreateLogger<TimerFunctionLoop>()
            );
            Loop(() => timer.RunAsync(_stopping.Token, _aborting.Token));
        }

        Started(catalogue.Enabled.Count);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(settings.Options.StopTimeout);
        var loops = Task.WhenAll(_loops);
        try
        {
            await Task.WhenAll(server.StopAsync(bounded.Token), loops.WaitAsync(bounded.Token))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            StoppedInTheMiddle();
        }

        await _aborting.CancelAsync().ConfigureAwait(false);
        foreach (var receiver in _receivers)
        {
            await receiver.DisposeAsync().ConfigureAwait(false);
        }

        _receivers.Clear();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private void Loop(Func<Task> loop) =>
        _loops.Add(Task.Run(() => WatchAsync(loop), CancellationToken.None));

    /// <summary>A loop that ends by an exception is a fault of the runtime: it must not go unseen.</summary>
    private async Task WatchAsync(Func<Task> loop)
    {
        try
        {
            await loop().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LoopBroke(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Count} functions run")]
    private partial void Started(int count);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "The setting that selects functions names {Function}, which does not exist"
    )]
    private partial void NoSuchFunction(string function);

    [LoggerMessage(3, LogLevel.Warning, "Invocations still ran when the time to stop was over")]
    private partial void StoppedInTheMiddle();

    [LoggerMessage(4, LogLevel.Critical, "A trigger broke down")]
    private partial void LoopBroke(Exception exception);
}
