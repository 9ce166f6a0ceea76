namespace Yixun.Carriers.Mm7;

/// <summary>The variant of MM7 that an MMSC speaks.</summary>
public sealed record Mm7Dialect
{
    private const string Schemas = "http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/";

    /// <summary>Release 6, MM7 1.0: what Chinese carriers use.</summary>
    public static string Release6 => Schemas + "REL-6-MM7-1-0";

    /// <summary>Release 5, MM7 1.0, with version 5.3.0.</summary>
    public static string Release5 => Schemas + "REL-5-MM7-1-0";

    /// <summary>Namespace of what we write; what we read may have any.</summary>
    public string Namespace { get; init; } = Release6;

    /// <summary>MM7Version.</summary>
    public string Version { get; init; } = "6.3.0";

    /// <summary>False to leave the children of the message without a namespace, as China Mobile's own API does.</summary>
    public bool QualifiedChildren { get; init; } = true;

    /// <summary>False to leave out Content/@href, as China Mobile's own API does; others require it.</summary>
    public bool ContentReference { get; init; } = true;

    /// <summary>True to send media as base64 instead of binary.</summary>
    public bool Base64 { get; init; }
}
