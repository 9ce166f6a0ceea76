namespace Yixun.Core.Channels;

/// <summary>What only SGIP needs: section <c>Sgip</c> of a channel.</summary>
public sealed class SgipChannelSettings
{
    /// <summary>Our node: 3, the area code filled up to 4 digits on the right, the enterprise code of 5 digits.</summary>
    public uint Node { get; set; }

    /// <summary>Enterprise code, at most 5 digits.</summary>
    public string CorpId { get; set; } = "";

    /// <summary>
    /// "address:port" where the gateway connects with reports and replies; empty where it uses our connections for them.
    /// </summary>
    public string? Listen { get; set; }

    /// <summary>Login name that the gateway uses.</summary>
    public string PeerAccount { get; set; } = "";

    /// <summary>Password that the gateway uses; from a secret store.</summary>
    public string PeerSecret { get; set; } = "";

    /// <summary>Addresses of the gateway; empty: any may connect.</summary>
    public IReadOnlyList<string> PeerAddresses { get; set; } = [];
}
