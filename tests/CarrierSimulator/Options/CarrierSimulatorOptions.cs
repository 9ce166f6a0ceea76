using System.Net;
using System.Text.Json.Serialization;

namespace Yixun.CarrierSimulator.Options;

/// <summary>What the simulated carriers are.</summary>
public sealed record CarrierSimulatorOptions
{
    public required IReadOnlyList<GatewayOptions> Gateways { get; init; }

    /// <summary>
    /// Address that gateways, page and API listen on. The page asks nobody for a password: anything but the loopback is for a
    /// container's own network.
    /// </summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>Port of page and API; 0 takes a free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>Files of scenarios that the program begins when the gateways listen.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    /// <summary>Makes the choices of mixes and faults repeatable per connection.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Messages kept for showing; the oldest go first. 0 keeps none.</summary>
    public int MessageLimit { get; init; } = 200_000;

    /// <summary>Octets of the media of MMS kept for showing; the oldest go first.</summary>
    public long MediaLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>Counts every accepted segment by destination, source and text, to prove what was lost or sent twice.</summary>
    public bool Witness { get; init; }

    /// <summary>Different segments that the witness counts before it stops taking new ones (about 30 octets each).</summary>
    public int WitnessLimit { get; init; } = 8_000_000;

    /// <exception cref="FormatException">It is no address.</exception>
    [JsonIgnore]
    internal IPAddress Address => IPAddress.Parse(Listen);
}
