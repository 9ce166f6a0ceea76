using System.Text.Json.Serialization;

namespace Yixun.CarrierSimulator.Options;

/// <summary>What an MMSC takes as proof of who posts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MmscAuthentication>))]
public enum MmscAuthentication
{
    /// <summary>Basic or Digest; both are offered.</summary>
    Any,

    /// <summary>RFC 7617.</summary>
    Basic,

    /// <summary>RFC 7616, MD5.</summary>
    Digest,
}
