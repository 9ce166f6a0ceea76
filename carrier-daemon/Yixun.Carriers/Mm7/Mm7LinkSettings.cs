using Yixun.Carriers.Links;

namespace Yixun.Carriers.Mm7;

/// <summary>What a channel that speaks MM7 needs to know about its MMSC.</summary>
public sealed record Mm7LinkSettings
{
    public const int MaximumInFlight = 256;

    /// <summary>
    /// How it is posted to. A request takes a TCP connection for itself, so <see cref="Mm7ClientSettings.Connections"/> is
    /// how many may be unanswered.
    /// </summary>
    public required Mm7ClientSettings Client { get; init; }

    /// <summary>What <see cref="ICarrierLink.BoundConnections"/> says while the MMSC answers; HTTP has none of its own.</summary>
    public int NominalConnections { get; init; } = 1;

    /// <summary>VASPID.</summary>
    public required string VaspId { get; init; }

    /// <summary>VASID.</summary>
    public required string VasId { get; init; }

    public string? ServiceCode { get; init; }

    /// <summary>Asks for a read reply.</summary>
    public bool ReadReply { get; init; }

    /// <summary>Most octets of media, texts and SMIL together; more is not sent.</summary>
    public long MaxContentBytes { get; init; } = 300 * 1024;

    /// <summary>Submits in a row without any answer after which the MMSC counts as gone.</summary>
    public int SilencesUntilLost { get; init; } = 3;

    /// <summary>Wait of the MMSC's request for what it tells to be stored; then it is asked to come again.</summary>
    public TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public BackoffSettings Backoff { get; init; } = new();

    /// <exception cref="ArgumentException">A value can't work.</exception>
    public void Validate()
    {
        Client.Validate();
        Require(VaspId.Length is > 0 and <= 32, "The VASPID has 1 to 32 characters.");
        Require(VasId.Length is > 0 and <= 32, "The VASID has 1 to 32 characters.");
        Require(MaxContentBytes is >= 1024 and <= 16 * 1024 * 1024, "Media have 1 KiB to 16 MiB.");
        Require(SilencesUntilLost >= 1, "At least one silence makes the MMSC lost.");
    }

    public override string ToString() => Client.ToString();

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
