namespace Yixun.CarrierSimulator.Options;

/// <summary>An SP that may log in. <see cref="ToString"/> never shows the secret.</summary>
public sealed record AccountOptions
{
    /// <summary>Login name; 6 characters with CMPP.</summary>
    public required string SpId { get; init; }

    public required string Secret { get; init; }

    /// <summary>Connections that may be logged in at once; logins above it are refused and counted. 0: no limit.</summary>
    public int MaxConnections { get; init; }

    /// <summary>Set where reports and replies take connections of the gateway.</summary>
    public CallbackOptions? Callback { get; init; }

    public override string ToString() => SpId;
}
