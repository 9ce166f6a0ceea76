namespace Yixun.Functions.Admin;

/// <param name="Name">Name, 1 to 64 characters.</param>
/// <param name="DefaultSignature">Signature used when a request names none.</param>
/// <param name="AllowedLanes">Lanes that it may use; empty: all.</param>
/// <param name="AllowedAddresses">Addresses or CIDR networks it may call from; empty: any.</param>
/// <param name="RequestsPerSecond">0: the site's default.</param>
/// <param name="Enabled">A disabled system is answered 403.</param>
public sealed record ConnectedSystemRequest(
    string Name,
    string? DefaultSignature = null,
    IReadOnlyList<string>? AllowedLanes = null,
    IReadOnlyList<string>? AllowedAddresses = null,
    int RequestsPerSecond = 0,
    bool Enabled = true
);

/// <param name="Key">Key id that requests name.</param>
/// <param name="Name">Name.</param>
/// <param name="DefaultSignature">Signature used when a request names none.</param>
/// <param name="AllowedLanes">Lanes that it may use; empty: all.</param>
/// <param name="AllowedAddresses">Addresses or CIDR networks it may call from; empty: any.</param>
/// <param name="RequestsPerSecond">0: the site's default.</param>
/// <param name="Enabled">A disabled system is answered 403.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ConnectedSystemView(
    string Key,
    string Name,
    string? DefaultSignature,
    IReadOnlyList<string> AllowedLanes,
    IReadOnlyList<string> AllowedAddresses,
    int RequestsPerSecond,
    bool Enabled,
    DateTimeOffset CreatedAt
);

/// <summary>A new secret, told this once.</summary>
/// <param name="Key">Key id.</param>
/// <param name="Secret">Signing secret.</param>
public sealed record ConnectedSystemSecret(string Key, string Secret);
