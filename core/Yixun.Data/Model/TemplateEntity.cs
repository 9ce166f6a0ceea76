using Yixun.Core.Templates;

namespace Yixun.Data.Model;

/// <summary>A text with variables that systems name by id. Its versions stand in <see cref="TemplateVersionEntity"/>.</summary>
public sealed class TemplateEntity
{
    /// <summary>2 to 64 of a-z, 0-9, dash and dot.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>
    /// Of the approved version, else of the latest one. See <see cref="Core.Templates.TemplateText"/>.
    /// </summary>
    public required string Text { get; set; }

    /// <summary>Of the same version.</summary>
    public TemplateKind Kind { get; set; }

    /// <summary>Of the same version; see <see cref="TemplateVersionEntity.Variables"/>.</summary>
    public string Variables { get; set; } = "[]";

    /// <summary>The version that messages use; 0: none yet.</summary>
    public int ApprovedVersion { get; set; }

    /// <summary>The newest version; 0: a row from before there were versions.</summary>
    public int LatestVersion { get; set; }

    public bool Enabled { get; set; } = true;

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Grows with every change; guards against lost updates.</summary>
    public long Revision { get; set; }
}
