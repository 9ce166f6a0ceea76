using Yixun.Core.Text;

namespace Yixun.Carriers.Links;

/// <summary>What fits into a submit of every protocol.</summary>
internal static class SubmitLimits
{
    /// <summary>Says why a segment can't be put into a PDU; null when it can.</summary>
    /// <param name="singleOctetMaximum">Most octets of a segment whose characters take one octet.</param>
    public static string? Problem(SubmitSegment segment, int singleOctetMaximum)
    {
        var limit = segment.Coding == TextCoding.Ucs2 ? 140 : singleOctetMaximum;
        return segment switch
        {
            { UserData.Length: var length } when length > limit => $"{length} octets of user data.",
            { Destination.Length: > 18 or 0 } => "The destination does not fit.",
            { Source.Length: > 20 } => "The source does not fit.",
            { Total: < 1 or > 255 } or { Index: < 1 or > 255 } => "The place in the set is impossible.",
            _ => null,
        };
    }
}
