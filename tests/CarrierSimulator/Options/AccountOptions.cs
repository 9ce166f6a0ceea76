namespace Yixun.CarrierSimulator.Options;

/// <summary>An SP that may log in. <see cref="ToString"/> never shows the secret.</summary>
public sealed record AccountOptions
{
    /// <summary>6 characters.</summary>
    public required string SpId { get; init; }

    public required string Secret { get; init; }

    public override string ToString() => SpId;
}
