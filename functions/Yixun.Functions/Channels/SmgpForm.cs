namespace Yixun.Functions.Channels;

/// <summary>What only SMGP needs; as <see cref="Core.Channels.SmgpChannelSettings"/>.</summary>
public sealed record SmgpForm
{
    public bool WithoutFixedFee { get; init; }

    public bool SeparateDirections { get; init; }

    public string? MobileServiceId { get; init; }
}
