namespace Yixun.Core.Templates;

/// <summary>How far a version of a template is. The numbers are stored.</summary>
public enum TemplateState : byte
{
    Draft = 0,
    Reviewing = 1,

    /// <summary>It may be sent, and its text never changes.</summary>
    Approved = 2,
    Rejected = 3,
}
