using Microsoft.Extensions.Logging;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Invocation;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Runtime.Queues;

/// <summary>Runs one queue function: each chunk is settled after the function returns for it.</summary>
/// <param name="prefetch">Chunks that may wait in this process.</param>
/// <param name="chunksAtOnce">Chunks that may run at once.</param>
internal sealed partial class QueueFunctionListener(
    QueueFunctionTrigger trigger,
    FunctionRunner runner,
    IQueueConsumerFactory? consumers,
    ushort prefetch,
    int chunksAtOnce,
    ILogger<QueueFunctionListener> logger
)
{
    /// <summary>Executions of a chunk in all, as the Azure Functions host does; then it is a dead letter.</summary>
    public const int Executions = 5;

    private string Name => runner.Function.Definition.Name;

    /// <summary>Opens the queue; a function whose queue can't be opened now is disabled for good. Null when it is.</summary>
    public async Task<IQueueReceiver?> OpenAsync(CancellationToken cancellationToken)
    {
        if (consumers is null)
        {
            runner.Activity.Disabled("no queue transport is registered");
            NoTransport(Name);
            return null;
        }

        try
        {
            var receiver = await consumers
                .OpenAsync(trigger.Queue, prefetch, cancellationToken)
                .ConfigureAwait(false);
            runner.Activity.Listening();
            return receiver;
        }
        catch (QueueUnavailableException exception)
        {
            Disable(exception);
            return null;
        }
    }

    /// <param name="receiver">What <see cref="OpenAsync"/> gave.</param>
    /// <param name="stopping">No chunk is taken after it is cancelled.</param>
    /// <param name="aborting">Cancelled when the running invocation can't be waited for any longer.</param>
    public async Task RunAsync(
        IQueueReceiver receiver,
        CancellationToken stopping,
        CancellationToken aborting
    )
    {
        var running = new List<Task>(chunksAtOnce);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (running.Count == chunksAtOnce)
                {
                    running.Remove(await Task.WhenAny(running).ConfigureAwait(false));
                }

                var delivery = await receiver.ReceiveAsync(stopping).ConfigureAwait(false);
                running.Add(HandleAsync(delivery, aborting));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Stopped(Name);
        }
        catch (QueueUnavailableException exception)
        {
            Disable(exception);
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
            runner.Activity.Stopped();
        }
    }

    private async Task HandleAsync(QueueDelivery delivery, CancellationToken aborting)
    {
        try
        {
            await runner
                .RunAsync(
                    new RunningContext(runner.Function, aborting)
                    {
                        Chunk = delivery.Body,
                        EarlierRuns = delivery.Requeues,
                    }
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            // Left unsettled: closing the receiver returns it.
            return;
        }
        catch (Exception exception)
        {
            var execution = delivery.Requeues + 1;
            Failed(exception, Name, execution, Executions);
            await SettleAsync(execution < Executions ? delivery.RequeueAsync() : delivery.RejectAsync())
                .ConfigureAwait(false);
            return;
        }

        await SettleAsync(delivery.AcknowledgeAsync()).ConfigureAwait(false);
    }

    /// <summary>What can't be settled is delivered again; functions are idempotent.</summary>
    private async Task SettleAsync(ValueTask settling)
    {
        try
        {
            await settling.ConfigureAwait(false);
        }
        catch (QueueUnavailableException exception)
        {
            Unsettled(exception, Name);
        }
    }

    private void Disable(QueueUnavailableException exception)
    {
        runner.Activity.Disabled(exception.Message);
        Unavailable(exception, Name);
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed, execution {Execution} of {Executions}")]
    private partial void Failed(Exception exception, string function, int execution, int executions);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Function {Function} is disabled until the next start: its queue is unavailable"
    )]
    private partial void Unavailable(Exception exception, string function);

    [LoggerMessage(3, LogLevel.Error, "Function {Function} is disabled: no queue transport is registered")]
    private partial void NoTransport(string function);

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "A chunk of function {Function} could not be settled and will come again"
    )]
    private partial void Unsettled(Exception exception, string function);

    [LoggerMessage(5, LogLevel.Debug, "Function {Function} takes no more chunks")]
    private partial void Stopped(string function);
}
