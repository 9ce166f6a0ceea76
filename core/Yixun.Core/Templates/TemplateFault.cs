namespace Yixun.Core.Templates;

/// <summary>Why a template could not be filled in.</summary>
/// <param name="Variable">Whose value is at fault.</param>
/// <param name="Missing">It has none; else it has a wrong one.</param>
public sealed record TemplateFault(string Variable, bool Missing);
