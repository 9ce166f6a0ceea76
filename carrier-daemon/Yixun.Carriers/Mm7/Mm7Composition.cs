using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>A message ready for SubmitReq; the same for all its receivers.</summary>
/// <param name="Subject">As the handset shows it.</param>
/// <param name="Content">Media, texts and SMIL.</param>
public sealed record Mm7Composition(string Subject, Mm7Content Content)
{
    /// <summary>Octets of media, texts and SMIL.</summary>
    public long Size { get; } =
        Content.Parts.Sum(part => (long)part.Data.Length) + (Content.Smil?.Data.Length ?? 0);
}
