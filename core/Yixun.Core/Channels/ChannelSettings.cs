using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;

namespace Yixun.Core.Channels;

/// <summary>
/// A channel whole: what may go over it, and how its gateway is reached, secrets included. One entry of
/// <c>Yixun:Channels</c>, or a row of the database.
/// </summary>
public sealed class ChannelSettings
{
    /// <summary>2 to 32 of a-z, 0-9 and dash.</summary>
    public string Id { get; set; } = "";

    /// <summary>Name that people see; empty: the id.</summary>
    public string Name { get; set; } = "";

    public ChannelKind Kind { get; set; }

    public IReadOnlyList<Carrier> Carriers { get; set; } = [];

    /// <summary>Lanes that it may carry; all when empty.</summary>
    public IReadOnlyList<Lane> Lanes { get; set; } = [];

    /// <summary>Provinces that it reaches; everywhere when empty.</summary>
    public IReadOnlyList<string> Provinces { get; set; } = [];

    /// <summary>Number shown on the handset; with an extension at most 20 digits.</summary>
    public string AccessNumber { get; set; } = "";

    /// <summary>Digits that the carrier allows after the access number; null: as many as make 20 together.</summary>
    public int? MaximumExtension { get; set; }

    public bool Enabled { get; set; } = true;

    public ChannelMode Mode { get; set; }

    public int Weight { get; set; } = 100;

    /// <summary>Price of a segment in 1/10,000 yuan.</summary>
    public long Price { get; set; }

    /// <summary>"08:00-21:00", or "always".</summary>
    public string Hours { get; set; } = "always";

    /// <summary>Takes only signatures that are registered for carrier and access number.</summary>
    public bool SignatureRequired { get; set; }

    /// <summary>The carrier puts the signature in front itself: it is taken off the text on the wire, and counted still.</summary>
    public bool SignatureByCarrier { get; set; }

    public LinkPolicy LinkPolicy { get; set; }

    /// <summary>Texts of GSM-7 characters travel as such (SMPP only).</summary>
    public bool Gsm7 { get; set; }

    /// <summary>cmpp20, cmpp30, sgip, smgp, smpp or mm7.</summary>
    public string Protocol { get; set; } = "cmpp30";

    public string Host { get; set; } = "";

    public int Port { get; set; } = 7890;

    /// <summary>Login name (SP_Id, ClientID, system_id).</summary>
    public string Account { get; set; } = "";

    /// <summary>Shared secret; from a secret store, never from a file in the repository.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Business code (Service_Id, ServiceType, service_type).</summary>
    public string ServiceId { get; set; } = "";

    /// <summary>Enterprise code (Msg_src, MsgSrc), where it differs from the account.</summary>
    public string? MessageSource { get; set; }

    /// <summary>The protocol's code for who pays; null: free of charge.</summary>
    public string? FeeType { get; set; }

    /// <summary>Price in fen, as the protocol writes it.</summary>
    public string FeeCode { get; set; } = "000000";

    public int Connections { get; set; } = 1;

    /// <summary>Unanswered submits per connection.</summary>
    public int Window { get; set; } = 16;

    /// <summary>Segments per second on all connections together; 0: no limit but the window.</summary>
    public int Rate { get; set; }

    public TimeSpan ActiveTestInterval { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest pause between two tries to connect.</summary>
    public TimeSpan MaximumBackoff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Result codes of submits that mean "too fast"; empty: the protocol's.</summary>
    public IReadOnlyList<uint> FlowControlCodes { get; set; } = [];

    public SgipChannelSettings Sgip { get; set; } = new();

    public SmgpChannelSettings Smgp { get; set; } = new();

    public SmppChannelSettings Smpp { get; set; } = new();

    public Mm7ChannelSettings Mm7 { get; set; } = new();

    /// <summary>What routing needs to know.</summary>
    /// <param name="healthShare">What the channel's health leaves of its weight, 0 to 100.</param>
    /// <exception cref="FormatException">The hours are malformed.</exception>
    public ChannelDefinition ToDefinition(int healthShare = 100)
    {
        if (!DailyHours.TryParse(Hours, out var from, out var to))
        {
            throw new FormatException($"Channel {Id}: '{Hours}' is not like 08:00-21:00 or always.");
        }

        return new ChannelDefinition
        {
            Id = Id,
            Name = Name.Length == 0 ? Id : Name,
            Kind = Kind,
            Carriers = Carriers,
            Lanes = Lanes,
            Provinces = Provinces,
            AccessNumber = AccessNumber,
            MaximumExtension = MaximumExtension,
            Weight = Weight,
            HealthShare = healthShare,
            Price = Price,
            HoursFrom = from,
            HoursTo = to,
            SignatureRequired = SignatureRequired,
            LinkPolicy = LinkPolicy,
            Mode = Mode,
            Enabled = Enabled,
        };
    }
}
