using Yixun.Core.Routing;

namespace Yixun.Data.Model;

/// <summary>A channel: how a carrier's gateway is reached, what may go over it, and how the operator has set it.</summary>
public sealed class ChannelEntity
{
    /// <summary>2 to 32 of a-z, 0-9 and dash.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public ChannelKind Kind { get; set; }

    /// <summary>cmpp20, cmpp30, sgip, smgp, smpp or mm7.</summary>
    public required string Protocol { get; set; }

    /// <summary>Carrier names, comma separated.</summary>
    public required string Carriers { get; set; }

    public required string AccessNumber { get; set; }

    public bool Enabled { get; set; } = true;

    public ChannelMode Mode { get; set; }

    /// <summary>Lane names, comma separated; empty: all.</summary>
    public string Lanes { get; set; } = "";

    /// <summary>Provinces, comma separated; empty: everywhere.</summary>
    public string Provinces { get; set; } = "";

    public int Weight { get; set; } = 100;

    /// <summary>Price of a segment in 1/10,000 yuan.</summary>
    public long Price { get; set; }

    /// <summary>"08:00-21:00", or "always".</summary>
    public string Hours { get; set; } = "always";

    /// <summary>Takes only registered signatures.</summary>
    public bool SignatureRequired { get; set; }

    /// <summary>The carrier puts the signature in front itself: it is taken off the text on the wire, and counted still.</summary>
    public bool SignatureByCarrier { get; set; }

    public LinkPolicy LinkPolicy { get; set; }

    /// <summary>Texts of GSM-7 characters travel as such.</summary>
    public bool Gsm7 { get; set; }

    public string Host { get; set; } = "";

    public int Port { get; set; }

    public string Account { get; set; } = "";

    /// <summary>A fresh id for every change of the secrets; the ciphertext is bound to it.</summary>
    public long SecretId { get; set; }

    /// <summary>The secrets as JSON.</summary>
    public byte[] SecretCipher { get; set; } = [];

    public int Connections { get; set; } = 1;

    /// <summary>Unanswered submits of one connection.</summary>
    public int Window { get; set; } = 16;

    /// <summary>Segments a second on all connections together; 0: no limit.</summary>
    public int Rate { get; set; }

    /// <summary>What only some protocols need, as JSON; without secrets.</summary>
    public string Settings { get; set; } = "{}";

    /// <summary>Its connection comes from the process's configuration, and follows it at every start.</summary>
    public bool FromConfiguration { get; set; }

    /// <summary>What its health leaves of the weight: 0 (down) to 100 points.</summary>
    public int HealthShare { get; set; } = 100;

    /// <summary>Why the share is what it is; null at 100.</summary>
    public string? HealthReason { get; set; }

    public DateTimeOffset? HealthChangedAt { get; set; }

    /// <summary>Grows with every change that the carrier daemon or routing must see.</summary>
    public long Revision { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Account of who changed it last; "configuration" or "system".</summary>
    public required string UpdatedBy { get; set; }
}
