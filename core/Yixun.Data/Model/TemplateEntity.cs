namespace Yixun.Data.Model;

/// <summary>A text with variables that systems name by id.</summary>
public sealed class TemplateEntity
{
    /// <summary>2 to 64 of a-z, 0-9, dash and dot.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>See <see cref="Core.Templates.TemplateText"/>.</summary>
    public required string Text { get; set; }

    public bool Enabled { get; set; } = true;

    public DateTimeOffset UpdatedAt { get; set; }
}
