namespace Yixun.Functions.Channels;

/// <summary>Everything of a channel that can be set. A secret is never sent out; absent or null in a change keeps it.</summary>
public sealed record ChannelForm
{
    /// <summary>Name that people see; empty: the id.</summary>
    public string Name { get; init; } = "";

    /// <summary>sms or mms.</summary>
    public string Kind { get; init; } = "sms";

    /// <summary>mobile, unicom, telecom, broadnet, satellite.</summary>
    public IReadOnlyList<string> Carriers { get; init; } = [];

    /// <summary>Lane names; empty: all.</summary>
    public IReadOnlyList<string> Lanes { get; init; } = [];

    /// <summary>Empty: everywhere.</summary>
    public IReadOnlyList<string> Provinces { get; init; } = [];

    public string AccessNumber { get; init; } = "";

    public bool Enabled { get; init; } = true;

    /// <summary>running, draining or paused.</summary>
    public string Mode { get; init; } = "running";

    /// <summary>0 to 1,000.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>Price of a segment in 1/10,000 yuan.</summary>
    public long Price { get; init; }

    /// <summary>"08:00-21:00", or "always".</summary>
    public string Hours { get; init; } = "always";

    public bool SignatureRequired { get; init; }

    public bool SignatureByCarrier { get; init; }

    /// <summary>any, own or none.</summary>
    public string LinkPolicy { get; init; } = "any";

    public bool Gsm7 { get; init; }

    /// <summary>cmpp20, cmpp30, sgip, smgp, smpp or mm7.</summary>
    public string Protocol { get; init; } = "cmpp30";

    public string Host { get; init; } = "";

    public int Port { get; init; } = 7890;

    public string Account { get; init; } = "";

    /// <summary>Written only.</summary>
    public string? Secret { get; init; }

    public string ServiceId { get; init; } = "";

    public string? MessageSource { get; init; }

    public string? FeeType { get; init; }

    public string FeeCode { get; init; } = "000000";

    public int Connections { get; init; } = 1;

    /// <summary>Unanswered submits per connection.</summary>
    public int Window { get; init; } = 16;

    /// <summary>Segments per second; 0: no limit but the window.</summary>
    public int Rate { get; init; }

    public int ActiveTestSeconds { get; init; } = 30;

    public int ResponseTimeoutSeconds { get; init; } = 60;

    public int MaximumBackoffSeconds { get; init; } = 30;

    /// <summary>Empty: the protocol's.</summary>
    public IReadOnlyList<uint> FlowControlCodes { get; init; } = [];

    /// <summary>Absent in a change: as it was.</summary>
    public SgipForm? Sgip { get; init; }

    /// <inheritdoc cref="Sgip"/>
    public SmgpForm? Smgp { get; init; }

    /// <inheritdoc cref="Sgip"/>
    public SmppForm? Smpp { get; init; }

    /// <inheritdoc cref="Sgip"/>
    public Mm7Form? Mm7 { get; init; }
}
