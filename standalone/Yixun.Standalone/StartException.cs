namespace Yixun.Standalone;

/// <summary>The process can't start; the message is one line that says what to do.</summary>
internal sealed class StartException(string message, Exception? innerException = null)
    : Exception(message, innerException);
