using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Yixun.CarrierSimulator.Phones;

/// <summary>A picture, sound, video or text of an MMS.</summary>
public sealed class PhoneMedium
{
    private byte[]? _data;

    internal PhoneMedium(string type, string name, ReadOnlySpan<byte> data, string? text)
    {
        Type = type;
        Name = name;
        Size = data.Length;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(data));
        Text = text;
        _data = data.ToArray();
    }

    /// <summary>Media type in lower case, without parameters.</summary>
    public string Type { get; }

    /// <summary>Name that the SMIL calls it by.</summary>
    public string Name { get; }

    /// <summary>Octets.</summary>
    public int Size { get; }

    /// <summary>64 hex digits in lower case.</summary>
    public string Sha256 { get; }

    /// <summary>Set for a text.</summary>
    public string? Text { get; }

    /// <summary>Null when it was dropped for newer ones.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? Data =>
        Volatile.Read(ref _data) is { } data
            ? new ReadOnlyMemory<byte>(data)
            : default(ReadOnlyMemory<byte>?);

    /// <summary>Drops the octets.</summary>
    internal void Forget() => Volatile.Write(ref _data, null);
}
