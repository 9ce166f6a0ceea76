using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Yixun.Functions.Tests.Alerts;

/// <summary>A log that keeps its lines as people read them.</summary>
internal sealed class RecordedLog<T> : ILogger<T>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Enqueue(formatter(state, exception));
}
