using System.Collections.Frozen;
using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <summary>
/// Which signatures are registered with which carrier for which access number (MIIT 2023 No. 794: real-name registration of
/// every signature), and until when. Immutable.
/// </summary>
public sealed class RegisteredSignatures
{
    private static readonly Carrier[] Networks = [Carrier.Mobile, Carrier.Unicom, Carrier.Telecom];

    private readonly FrozenDictionary<
        (string Signature, Carrier Carrier, string AccessNumber),
        DateTimeOffset
    > _ends;
    private readonly DateTimeOffset[] _expiries;

    /// <param name="registered">Of two for the same, the one that lasts longer counts.</param>
    public RegisteredSignatures(IEnumerable<SignatureRegistration> registered)
    {
        _ends = registered
            .GroupBy(one => (one.Signature, one.Carrier, one.AccessNumber))
            .ToFrozenDictionary(
                group => group.Key,
                group => group.Max(one => one.ExpiresAt ?? DateTimeOffset.MaxValue)
            );
        _expiries = [.. _ends.Values.Where(end => end != DateTimeOffset.MaxValue).Distinct().Order()];
    }

    /// <summary>None at all.</summary>
    public static RegisteredSignatures None { get; } = new([]);

    /// <summary>True when registered for this access number, or for all of the carrier's.</summary>
    /// <param name="carrier">
    /// Broadnet's users are reached over China Mobile, whose registration counts for them; a number of an unknown network may
    /// be anybody's, so all three must have it.
    /// </param>
    public bool Covers(string? signature, Carrier carrier, string accessNumber, DateTimeOffset now) =>
        signature is not null
        && carrier switch
        {
            Carrier.Broadnet => Has(signature, Carrier.Mobile, accessNumber, now),
            Carrier.Unknown => Networks.All(network => Has(signature, network, accessNumber, now)),
            _ => Has(signature, carrier, accessNumber, now),
        };

    /// <summary>How many of the ends lie behind: what is worked out for the one figure holds until it is another.</summary>
    internal int ExpiredBy(DateTimeOffset now)
    {
        if (_expiries.Length == 0 || now < _expiries[0])
        {
            return 0;
        }

        var found = Array.BinarySearch(_expiries, now);
        return found < 0 ? ~found : found + 1;
    }

    private bool Has(string signature, Carrier carrier, string accessNumber, DateTimeOffset now) =>
        (_ends.TryGetValue((signature, carrier, accessNumber), out var end) && end > now)
        || (_ends.TryGetValue((signature, carrier, ""), out end) && end > now);
}
