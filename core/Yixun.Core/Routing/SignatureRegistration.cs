using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <param name="Signature">Without brackets.</param>
/// <param name="Carrier">With whom.</param>
/// <param name="AccessNumber">For which number; empty: for all.</param>
/// <param name="ExpiresAt">From then on it counts no more; null: it does not end.</param>
public readonly record struct SignatureRegistration(
    string Signature,
    Carrier Carrier,
    string AccessNumber,
    DateTimeOffset? ExpiresAt = null
);
