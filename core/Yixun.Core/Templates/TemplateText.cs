using System.Text;

namespace Yixun.Core.Templates;

/// <summary>
/// A text with variables in braces: <c>尊敬的{name}，您预约的{dept}…</c>. A variable name has 1 to 32 letters, digits or
/// underscores (Chinese ones too). <c>{{</c> and <c>}}</c> are literal braces.
/// </summary>
public sealed class TemplateText
{
    /// <summary>Rendering stops once the text is longer than this, so that repeated variables can't fill the memory.</summary>
    public const int MaximumLength = 10_000;

    private readonly List<(string Text, bool IsVariable)> _parts;

    private TemplateText(List<(string Text, bool IsVariable)> parts) => _parts = parts;

    /// <summary>Names of the variables, each once, in order of first use.</summary>
    public IReadOnlyList<string> Variables =>
        [.. _parts.Where(part => part.IsVariable).Select(part => part.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a template.</summary>
    /// <param name="problem">English description with the position, when it can't be read.</param>
    public static bool TryParse(string source, out TemplateText? template, out string? problem)
    {
        var parts = new List<(string, bool)>();
        var literal = new StringBuilder();
        template = null;
        for (var index = 0; index < source.Length; index++)
        {
            var character = source[index];
            var doubled = index + 1 < source.Length && source[index + 1] == character;
            if (character is '{' or '}' && doubled)
            {
                literal.Append(character);
                index++;
            }
            else if (character == '{')
            {
                var end = source.IndexOf('}', index);
                var name = end < 0 ? "" : source[(index + 1)..end];
                if (
                    name.Length is 0 or > 32
                    || !name.All(letter => char.IsLetterOrDigit(letter) || letter == '_')
                )
                {
                    problem = $"no variable name at position {index}";
                    return false;
                }

                if (literal.Length > 0)
                {
                    parts.Add((literal.ToString(), false));
                    literal.Clear();
                }

                parts.Add((name, true));
                index = end;
            }
            else if (character == '}')
            {
                problem = $"a closing brace without an opening one at position {index}";
                return false;
            }
            else
            {
                literal.Append(character);
            }
        }

        if (literal.Length > 0)
        {
            parts.Add((literal.ToString(), false));
        }

        problem = null;
        template = new TemplateText(parts);
        return true;
    }

    /// <summary>Fills in the variables.</summary>
    /// <param name="missing">The first variable without a value, when the result is null.</param>
    /// <returns>The text; null when a value is missing.</returns>
    public string? Render(IReadOnlyDictionary<string, string> values, out string? missing)
    {
        var text = new StringBuilder();
        foreach (var (part, isVariable) in _parts)
        {
            // No message is as long: the caller will refuse what there is already.
            if (text.Length > MaximumLength)
            {
                break;
            }

            if (!isVariable)
            {
                text.Append(part);
            }
            else if (values.TryGetValue(part, out var value) && value is not null)
            {
                text.Append(value);
            }
            else
            {
                missing = part;
                return null;
            }
        }

        missing = null;
        return text.ToString();
    }
}
