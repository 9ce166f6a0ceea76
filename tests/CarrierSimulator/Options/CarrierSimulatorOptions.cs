namespace Yixun.CarrierSimulator.Options;

/// <summary>What the simulated carriers are.</summary>
public sealed record CarrierSimulatorOptions
{
    public required IReadOnlyList<GatewayOptions> Gateways { get; init; }

    /// <summary>Port of page and API on 127.0.0.1; 0 takes a free one.</summary>
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
}
