namespace Yixun.Core.Channels;

/// <summary>What only MM7 needs: section <c>Mm7</c> of a channel. <c>Account</c> is the user, <c>Secret</c> the password.</summary>
public sealed class Mm7ChannelSettings
{
    /// <summary>Where messages are posted: an http or https URI.</summary>
    public string Address { get; set; } = "";

    /// <summary>None, Basic or Digest.</summary>
    public string Authentication { get; set; } = "Basic";

    /// <summary>VASPID, 1 to 32 characters.</summary>
    public string VaspId { get; set; } = "";

    /// <summary>VASID; empty: the access number.</summary>
    public string VasId { get; set; } = "";

    /// <summary>ServiceCode.</summary>
    public string ServiceCode { get; set; } = "";

    /// <summary>MM7Version.</summary>
    public string Version { get; set; } = "6.3.0";

    /// <summary>XML namespace of what we write; empty: release 6.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>False to leave the children of the message without a namespace, as China Mobile's own API does.</summary>
    public bool QualifiedChildren { get; set; } = true;

    /// <summary>False to leave out Content/@href.</summary>
    public bool ContentReference { get; set; } = true;

    /// <summary>Media as base64 instead of binary.</summary>
    public bool Base64 { get; set; }

    /// <summary>Header MM7APIVersion; empty: not sent.</summary>
    public string ApiVersion { get; set; } = "";

    /// <summary>
    /// "address:port" where the MMSC posts reports and replies; empty where they can't come.
    /// </summary>
    public string Listen { get; set; } = "";

    /// <summary>User that the MMSC signs in with (Basic); empty: none is asked for.</summary>
    public string PeerUser { get; set; } = "";

    /// <summary>Its password; from a secret store.</summary>
    public string PeerPassword { get; set; } = "";

    /// <summary>Addresses of the MMSC; empty: any may post.</summary>
    public IReadOnlyList<string> PeerAddresses { get; set; } = [];

    /// <summary>Asks for a read reply.</summary>
    public bool ReadReply { get; set; } = true;

    /// <summary>Most octets of all media together.</summary>
    public int MaximumBytes { get; set; } = 300 * 1024;
}
