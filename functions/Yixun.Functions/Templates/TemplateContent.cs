using Yixun.Core.Problems;
using Yixun.Core.Templates;
using Yixun.Functions.Http;

namespace Yixun.Functions.Templates;

/// <summary>What a template says, once it is found to be sound.</summary>
/// <param name="Name">Trimmed.</param>
/// <param name="Variables">As JSON, those of the text alone, in its order.</param>
internal sealed record TemplateContent(string Name, TemplateKind Kind, string Text, string Variables)
{
    private const int MaximumText = 1000;
    private const int MaximumVariableLength = 500;

    /// <exception cref="ProblemException">field_invalid or template_variable_invalid, at the field.</exception>
    public static TemplateContent Read(TemplateRequest entry)
    {
        if (entry.Name is null || entry.Name.Trim().Length is 0 or > 64)
        {
            throw Invalid("name");
        }

        if (
            entry.Text is null
            || entry.Text.Trim().Length is 0 or > MaximumText
            || !TemplateText.TryParse(entry.Text, out var text, out _)
        )
        {
            throw Invalid("text");
        }

        var kind = ApiNames.Read<TemplateKind>(
            entry.Kind,
            ProblemCatalogue.FieldInvalid.With("kind"),
            "kind"
        );
        var given = (entry.Definitions ?? []).Select(ReadVariable).ToList();
        if (
            given.Select(variable => variable.Name).Distinct(StringComparer.Ordinal).Count() != given.Count
            || given.Exists(variable => !text!.Variables.Contains(variable.Name))
        )
        {
            throw Invalid("definitions");
        }

        var variables = text!
            .Variables.Select(name =>
                given.Find(variable => variable.Name == name) ?? new TemplateVariable(name)
            )
            .ToList();
        return new TemplateContent(entry.Name.Trim(), kind, entry.Text, TemplateVariables.Write(variables));
    }

    private static TemplateVariable ReadVariable(TemplateVariableView view)
    {
        if (view?.Name is null || view.MaximumLength is < 1 or > MaximumVariableLength)
        {
            throw Invalid("definitions");
        }

        var variable = new TemplateVariable(
            view.Name,
            ApiNames.Read<TemplateVariableType>(
                view.Type,
                ProblemCatalogue.FieldInvalid.With("type"),
                "definitions"
            ),
            view.MaximumLength,
            view.Required,
            string.IsNullOrEmpty(view.Example) ? null : view.Example
        );
        return
            variable.Example is not null
            && (
                variable.Example.Length > MaximumVariableLength
                || !TemplateValues.Fits(variable, variable.Example)
            )
            ? throw new ProblemException(
                ProblemCatalogue.TemplateVariableInvalid.With(view.Name).At("definitions")
            )
            : variable;
    }

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));
}
