using System.Net;
using Yixun.Core.Messages;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Functions.Reference;

/// <summary>A connected system as requests are checked against.</summary>
public sealed class ConnectedSystem
{
    private readonly IPNetwork[] _networks;
    private readonly bool[] _lanes;

    private ConnectedSystem(ConnectedSystemEntity entity, byte[] secret, byte[] callbackSecret)
    {
        Id = entity.Id;
        Key = entity.Key;
        Name = entity.Name;
        Enabled = entity.Enabled;
        DefaultSignature = entity.DefaultSignature;
        RequestsPerSecond = entity.RequestsPerSecond;
        Secret = secret;
        Callback = entity.CallbackUrl is null
            ? null
            : new CallbackTarget(new Uri(entity.CallbackUrl), callbackSecret, Split(entity.CallbackEvents));
        _networks = [.. Split(entity.AllowedAddresses).Select(ParseNetwork)];
        var lanes = Split(entity.AllowedLanes)
            .Select(name => Lanes.TryParse(name, out var lane) ? (Lane?)lane : null)
            .ToList();
        _lanes = [.. Lanes.All.Select(lane => lanes.Count == 0 || lanes.Contains(lane))];
    }

    public int Id { get; }

    public string Key { get; }

    public string Name { get; }

    public bool Enabled { get; }

    public string? DefaultSignature { get; }

    /// <summary>0: the site's default.</summary>
    public int RequestsPerSecond { get; }

    /// <summary>Where and how it is told of things; null: nowhere.</summary>
    public CallbackTarget? Callback { get; }

    internal byte[] Secret { get; }

    public static ConnectedSystem From(ConnectedSystemEntity entity, FieldCipher cipher)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(cipher);
        return new(
            entity,
            cipher.Decrypt(entity.SecretId, CipherField.SystemSecret, entity.SecretCipher),
            entity.CallbackSecretCipher.Length == 0
                ? []
                : cipher.Decrypt(
                    entity.CallbackSecretId,
                    CipherField.CallbackSecret,
                    entity.CallbackSecretCipher
                )
        );
    }

    public bool MayUse(Lane lane) => _lanes[(int)lane];

    public bool MayCallFrom(IPAddress? address)
    {
        if (_networks.Length == 0)
        {
            return true;
        }

        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Any(network => network.Contains(plain));
    }

    private static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IPNetwork ParseNetwork(string text) =>
        text.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(text)
        : IPAddress.Parse(text) is var address ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : default;
}
