using Yixun.Carriers.Cmpp;
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

    /// <summary>"cmpp20" or "cmpp30".</summary>
    public string Protocol { get; set; } = "cmpp30";

    public string Host { get; set; } = "";

    public int Port { get; set; } = 7890;

    /// <summary>SP_Id, 6 characters.</summary>
    public string Account { get; set; } = "";

    /// <summary>Shared secret; from a secret store, never from a file in the repository.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Service_Id (业务代码).</summary>
    public string ServiceId { get; set; } = "";

    /// <summary>Msg_src (企业代码), where it differs from the account.</summary>
    public string? MessageSource { get; set; }

    public string FeeType { get; set; } = "01";

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

    /// <exception cref="ArgumentException">A setting can't work; the message names channel and setting.</exception>
    public CmppLinkSettings ToCmpp()
    {
        var settings = new CmppLinkSettings
        {
            Host = Host,
            Port = Port,
            Version = Protocol switch
            {
                "cmpp20" => CmppVersion.V20,
                "cmpp30" => CmppVersion.V30,
                _ => throw new ArgumentException($"Channel {Id}: protocol '{Protocol}' is not known."),
            },
            Account = Account,
            Secret = Secret,
            MessageSource = MessageSource,
            ServiceId = ServiceId,
            FeeType = FeeType,
            FeeCode = FeeCode,
            Window = Window,
            Connections = Connections,
            ActiveTestInterval = ActiveTestInterval,
            ResponseTimeout = ResponseTimeout,
            Backoff = new BackoffSettings { Max = MaximumBackoff },
        };
        try
        {
            settings.Validate();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Channel {Id}: {exception.Message}", exception);
        }

        return settings;
    }
}
