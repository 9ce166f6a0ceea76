using System.Text.Json;
using System.Text.Json.Serialization;
using Yixun.Core.Templates;

namespace Yixun.Functions.Templates;

/// <summary>A template's variables as they stand in its row.</summary>
internal static class TemplateVariables
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter<TemplateVariableType>() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IReadOnlyList<TemplateVariable> Read(string json) =>
        JsonSerializer.Deserialize<List<TemplateVariable>>(json, Json)!;

    public static string Write(IReadOnlyList<TemplateVariable> variables) =>
        JsonSerializer.Serialize(variables, Json);

    /// <summary>All variables of a text, those too that its row does not define.</summary>
    public static IReadOnlyList<TemplateVariable> Complete(string text, string json) =>
        TemplateText.TryParse(text, out var template, out _)
            ? new MessageTemplate("", 0, default, template!, Read(json)).Variables
            : [];
}
