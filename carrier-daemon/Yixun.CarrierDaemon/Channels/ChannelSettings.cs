using Yixun.CarrierDaemon.Channels.Protocols;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>A channel as the daemon runs it: one entry of <c>Yixun:Channels</c>, with its connection settings.</summary>
public sealed class ChannelSettings
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public IList<string> Carriers { get; } = [];

    /// <summary>Number shown on the handset; with an extension at most 20 digits.</summary>
    public string AccessNumber { get; set; } = "";

    public bool Enabled { get; set; } = true;

    /// <summary>One of <see cref="CarrierLinkFactory.Protocols"/>.</summary>
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

    /// <summary>Price in fen.</summary>
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
    public IList<uint> FlowControlCodes { get; } = [];

    public SgipChannelSettings Sgip { get; } = new();

    public SmgpChannelSettings Smgp { get; } = new();

    public SmppChannelSettings Smpp { get; } = new();

    /// <summary>Adds to a protocol's settings what all connections have in common.</summary>
    internal T Connect<T>(T settings)
        where T : LinkSettings =>
        (T)(
            settings with
            {
                Window = Window,
                Connections = Connections,
                ActiveTestInterval = ActiveTestInterval,
                ResponseTimeout = ResponseTimeout,
                Backoff = new BackoffSettings { Max = MaximumBackoff },
            }
        );
}
