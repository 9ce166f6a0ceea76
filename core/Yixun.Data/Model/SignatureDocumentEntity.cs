using Yixun.Core.Signatures;

namespace Yixun.Data.Model;

/// <summary>A paper that proves the right to a signature.</summary>
public sealed class SignatureDocumentEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    public long SignatureId { get; init; }

    public DocumentKind Kind { get; init; }

    public required string FileName { get; init; }

    /// <summary>application/pdf, image/jpeg or image/png, by its first octets.</summary>
    public required string ContentType { get; init; }

    /// <summary>Octets of the plain file.</summary>
    public int Length { get; init; }

    /// <summary>Of the plain file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Field SignatureDocument. Lists leave it out.</summary>
    public required byte[] ContentCipher { get; init; }

    /// <summary>Account.</summary>
    public required string UploadedBy { get; init; }

    public DateTimeOffset UploadedAt { get; init; }
}
