using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Yixun.Core.Security;

/// <summary>
/// The keys that protect phones and contents at rest. The newest encrypts; all decrypt. The look-up key is derived from a
/// secret of its own, which is never rotated, so that hashes stay comparable.
/// </summary>
public sealed class DataKeyRing
{
    private readonly Dictionary<byte, DataKey> _keys;

    /// <exception cref="ArgumentException">No key, two with one id, or a look-up secret that is not 32 octets.</exception>
    public DataKeyRing(IEnumerable<DataKey> keys, byte[] lookupSecret)
    {
        _keys = keys.ToDictionary(key => key.Id);
        if (_keys.Count == 0 || lookupSecret.Length != 32)
        {
            throw new ArgumentException(
                "A key ring needs at least one key and a look-up secret of 32 octets."
            );
        }

        Current = _keys.Values.MaxBy(key => key.Id)!;
        LookupSecret = lookupSecret;
    }

    /// <summary>The key that encrypts.</summary>
    public DataKey Current { get; }

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<DataKey> Keys => _keys.Values;

    internal byte[] LookupSecret { get; }

    /// <summary>A new ring with random keys.</summary>
    public static DataKeyRing Generate() =>
        new([new DataKey(1, RandomNumberGenerator.GetBytes(32))], RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads the form that <see cref="Export"/> writes.</summary>
    /// <exception cref="FormatException">It is not a key ring.</exception>
    public static DataKeyRing Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var keys = root.GetProperty("keys")
                .EnumerateObject()
                .Select(key => new DataKey(
                    byte.Parse(key.Name, System.Globalization.CultureInfo.InvariantCulture),
                    Convert.FromBase64String(key.Value.GetString() ?? "")
                ));
            return new DataKeyRing(
                keys,
                Convert.FromBase64String(root.GetProperty("lookup").GetString() ?? "")
            );
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentException
                        or OverflowException
            )
        {
            throw new FormatException(
                "Not a key ring: {\"keys\":{\"1\":\"<base64, 32 octets>\"},\"lookup\":\"<base64>\"}."
            );
        }
    }

    /// <summary>JSON <c>{"keys":{"1":"base64"},"lookup":"base64"}</c>: a secret, for a file or a Kubernetes secret.</summary>
    public string Export()
    {
        var text = new StringBuilder("{\"keys\":{");
        text.AppendJoin(
            ',',
            _keys.Values.Select(key => $"\"{key.Id}\":\"{Convert.ToBase64String(key.Material)}\"")
        );
        return text.Append("},\"lookup\":\"")
            .Append(Convert.ToBase64String(LookupSecret))
            .Append("\"}")
            .ToString();
    }

    /// <exception cref="CryptographicException">The ring lacks the key.</exception>
    internal DataKey Find(byte id) =>
        _keys.TryGetValue(id, out var key)
            ? key
            : throw new CryptographicException($"Data key {id} is not on the key ring.");

    public override string ToString() => $"data key ring ({_keys.Count} keys)";
}
