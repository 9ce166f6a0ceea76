using Yixun.Carriers.Inspection.Messages;

namespace Yixun.Carriers.Inspection;

/// <summary>A command and its body.</summary>
/// <param name="Name">As the specification spells it, without the protocol.</param>
/// <param name="Message">How to read the message in it; null when it carries none.</param>
/// <param name="Layout">The protocol whose body this is, when a gateway mixes up versions; null for the own one.</param>
internal sealed record PduCommand(
    string Name,
    uint Id,
    IReadOnlyList<PduField> Fields,
    PduMessage? Message = null,
    string? Layout = null
)
{
    /// <summary>Octets of the body when they are always the same, else null.</summary>
    public int? FixedSize { get; } =
        Fields.Aggregate((int?)0, static (sum, field) => sum is null ? null : sum + field.FixedSize);
}
