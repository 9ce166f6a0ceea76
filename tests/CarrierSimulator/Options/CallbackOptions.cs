namespace Yixun.CarrierSimulator.Options;

/// <summary>Where an SP wants to be called with its reports and replies (SGIP).</summary>
public sealed record CallbackOptions
{
    public string Host { get; init; } = "127.0.0.1";

    public required int Port { get; init; }

    /// <summary>Login name at the SP.</summary>
    public required string Account { get; init; }

    public required string Secret { get; init; }

    /// <summary>Connections at a time.</summary>
    public int Connections { get; init; } = 1;

    public override string ToString() => $"{Account}@{Host}:{Port}";
}
