namespace Yixun.Core.Templates;

/// <param name="Name">As in the text, without braces.</param>
/// <param name="Type">What its values look like.</param>
/// <param name="MaximumLength">Characters; null: as the type says (<see cref="TemplateValues.MaximumLengthOf"/>).</param>
/// <param name="Required">Without a value the message is refused; else it stays empty.</param>
/// <param name="Example">For previews.</param>
public sealed record TemplateVariable(
    string Name,
    TemplateVariableType Type = TemplateVariableType.Text,
    int? MaximumLength = null,
    bool Required = true,
    string? Example = null
);
