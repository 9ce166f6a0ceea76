namespace Yixun.Fuzzing;

/// <summary>An input that broke something: everything that is needed to repeat it is in the message.</summary>
public sealed class FuzzException : Exception
{
    public FuzzException(
        string protocol,
        int seed,
        long input,
        ReadOnlySpan<byte> octets,
        string what,
        Exception? inner
    )
        : base($"{protocol}, seed {seed}, input {input}: {what}; octets {Convert.ToHexString(octets)}", inner)
    { }

    public FuzzException() { }

    public FuzzException(string message)
        : base(message) { }

    public FuzzException(string message, Exception innerException)
        : base(message, innerException) { }
}
