using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>
/// Runs what EF Core asks for, again when the server rolled it back because of others, and says in the store's own words that
/// the server is away. What is part of a transaction of the caller's is run once: that is rolled back with it.
/// </summary>
internal sealed class OutageExecutionStrategy(ExecutionStrategyDependencies dependencies, ServerFaults faults)
    : IExecutionStrategy
{
    private const int MaximumTries = 4;

    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(
        TState state,
        Func<DbContext, TState, TResult> operation,
        Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded
    )
    {
        var context = dependencies.CurrentContext.Context;
        for (var tries = 1; ; tries++)
        {
            var alone = context.Database.CurrentTransaction is null;
            try
            {
                return operation(context, state);
            }
            catch (Exception exception) when (alone && tries < MaximumTries && IsConflict(exception))
            {
                // Whoever was in the way has gone on.
            }
            catch (Exception exception) when (faults.IsOutage(exception))
            {
                throw new StoreUnavailableException(exception.Message, exception);
            }
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default
    )
    {
        var context = dependencies.CurrentContext.Context;
        for (var tries = 1; ; tries++)
        {
            var alone = context.Database.CurrentTransaction is null;
            try
            {
                return await operation(context, state, cancellationToken);
            }
            catch (Exception exception) when (alone && tries < MaximumTries && IsConflict(exception))
            {
                // Whoever was in the way has gone on.
            }
            catch (Exception exception) when (faults.IsOutage(exception))
            {
                throw new StoreUnavailableException(exception.Message, exception);
            }
        }
    }

    /// <summary>EF Core wraps what the driver throws while it saves.</summary>
    private bool IsConflict(Exception exception) =>
        faults.IsConflict(exception)
        || (exception is DbUpdateException { InnerException: { } inner } && faults.IsConflict(inner));
}
