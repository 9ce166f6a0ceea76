using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Yixun.Coordination.Tests.Redis;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Entries.Enqueue((logLevel, formatter(state, exception)));

    public void Dispose() { }
}
