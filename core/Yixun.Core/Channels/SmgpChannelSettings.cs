namespace Yixun.Core.Channels;

/// <summary>What only SMGP needs: section <c>Smgp</c> of a channel.</summary>
public sealed class SmgpChannelSettings
{
    /// <summary>True for gateways of version 1.3, whose Submit has no FixedFee.</summary>
    public bool WithoutFixedFee { get; set; }

    /// <summary>True where the carrier wants one connection for sending and one for receiving.</summary>
    public bool SeparateDirections { get; set; }

    /// <summary>MServiceID, at most 21 characters.</summary>
    public string? MobileServiceId { get; set; }
}
