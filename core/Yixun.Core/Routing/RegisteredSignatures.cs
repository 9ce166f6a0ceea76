using System.Collections.Frozen;
using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <summary>
/// Which signatures are registered with which carrier for which access number (MIIT 2023 No. 794: real-name registration of
/// every signature). Immutable.
/// </summary>
public sealed class RegisteredSignatures
{
    private readonly FrozenSet<SignatureRegistration> _registered;

    public RegisteredSignatures(IEnumerable<SignatureRegistration> registered) =>
        _registered = registered.ToFrozenSet();

    /// <summary>None at all.</summary>
    public static RegisteredSignatures None { get; } = new([]);

    /// <summary>True when registered for this access number, or for all of the carrier's.</summary>
    /// <param name="carrier">Broadnet's users are reached over China Mobile, whose registration counts for them.</param>
    public bool Covers(string? signature, Carrier carrier, string accessNumber)
    {
        if (signature is null)
        {
            return false;
        }

        var network = carrier == Carrier.Broadnet ? Carrier.Mobile : carrier;
        return _registered.Contains(new SignatureRegistration(signature, network, accessNumber))
            || _registered.Contains(new SignatureRegistration(signature, network, ""));
    }
}
