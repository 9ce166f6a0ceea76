namespace Yixun.Carriers.Mm7.Messages;

/// <param name="Code">StatusCode, see <see cref="Mm7StatusCode"/>; others are the carrier's own.</param>
/// <param name="Text">StatusText; empty when absent.</param>
/// <param name="Details">Text of Details; null when absent.</param>
public sealed record Mm7Status(int Code, string Text, string? Details = null);
