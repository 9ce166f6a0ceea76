using Yixun.Core.Messages;

namespace Yixun.Core.Templates;

/// <summary>The version of a template that messages use.</summary>
public sealed class MessageTemplate
{
    private readonly TemplateText _text;
    private readonly TemplateVariable[] _variables;

    /// <param name="variables">Declared ones; those of the text that are not are required texts of any length.</param>
    public MessageTemplate(
        string id,
        int version,
        TemplateKind kind,
        TemplateText text,
        IReadOnlyList<TemplateVariable> variables
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(variables);
        Id = id;
        Version = version;
        Kind = kind;
        _text = text;
        _variables =
        [
            .. text.Variables.Select(name =>
                variables.FirstOrDefault(variable => variable.Name == name) ?? new TemplateVariable(name)
            ),
        ];
    }

    public string Id { get; }

    /// <summary>From 1.</summary>
    public int Version { get; }

    public TemplateKind Kind { get; }

    /// <summary>In order of first use.</summary>
    public IReadOnlyList<TemplateVariable> Variables => _variables;

    /// <summary>Messages of the lane may use it.</summary>
    public bool MayUse(Lane lane) => TemplateKinds.LanesOf(Kind).Contains(lane);

    /// <summary>Fills in the variables.</summary>
    /// <param name="fault">The first variable at fault, when the result is null.</param>
    public string? Render(IReadOnlyDictionary<string, string> values, out TemplateFault? fault)
    {
        ArgumentNullException.ThrowIfNull(values);
        var filled = new Dictionary<string, string>(_variables.Length, StringComparer.Ordinal);
        foreach (var variable in _variables)
        {
            if (!values.TryGetValue(variable.Name, out var value) || value is null)
            {
                if (variable.Required)
                {
                    fault = new TemplateFault(variable.Name, Missing: true);
                    return null;
                }

                value = "";
            }
            else if ((value.Length > 0 || variable.Required) && !TemplateValues.Fits(variable, value))
            {
                fault = new TemplateFault(variable.Name, Missing: false);
                return null;
            }

            filled[variable.Name] = value;
        }

        fault = null;
        return _text.Render(filled, out _);
    }
}
