namespace Yixun.Core.Mms;

/// <summary>A picture, sound or video of a slide.</summary>
/// <param name="Type">Content type, see <see cref="MmsMediaType.Canonical"/>.</param>
/// <param name="Data">The file.</param>
/// <param name="Name">The caller's file name; null: none.</param>
public sealed record MmsMedium(string Type, ReadOnlyMemory<byte> Data, string? Name = null);
