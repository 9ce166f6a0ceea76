using Yixun.Core.Templates;

namespace Yixun.Data.Model;

/// <summary>A version of a template. Once approved it never changes.</summary>
public sealed class TemplateVersionEntity
{
    public required string TemplateId { get; init; }

    /// <summary>From 1.</summary>
    public int Version { get; init; }

    public TemplateKind Kind { get; set; }

    public required string Text { get; set; }

    /// <summary>JSON array of <see cref="TemplateVariable"/>.</summary>
    public required string Variables { get; set; }

    public TemplateState State { get; set; }

    /// <summary>Account of who wrote it last; somebody else reviews it.</summary>
    public required string Author { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
