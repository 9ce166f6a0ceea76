namespace Yixun.Hosting;

/// <summary>A process of the platform can't start as it is configured; the message says which setting, never its value.</summary>
public sealed class PlatformStartException : Exception
{
    public PlatformStartException(string message)
        : base(message) { }

    public PlatformStartException(string message, Exception inner)
        : base(message, inner) { }
}
