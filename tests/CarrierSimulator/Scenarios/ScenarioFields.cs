using System.Globalization;
using System.Text.Json;

namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>The fields of one object of a scenario; what is wrong is said with step and field.</summary>
/// <param name="step">Path of the step; null for the scenario itself.</param>
/// <param name="prefix">In front of the names: "wait.".</param>
internal readonly struct ScenarioFields(JsonElement value, string? step, string prefix = "")
{
    /// <exception cref="ScenarioFormatException">It is no object, or has a field that is not known.</exception>
    public void Require(params ReadOnlySpan<string> known)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ScenarioFormatException(
                step,
                prefix.Length == 0 ? null : prefix[..^1],
                "is no object."
            );
        }

        foreach (var field in value.EnumerateObject())
        {
            if (!known.Contains(field.Name))
            {
                throw Wrong(field.Name, $"is not known; there are {string.Join(", ", known!)}.");
            }
        }
    }

    public bool Has(string name) => value.TryGetProperty(name, out _);

    public JsonElement? Value(string name) => value.TryGetProperty(name, out var field) ? field : null;

    public string? Text(string name, int longest) =>
        Value(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.String && field.GetString() is { Length: > 0 } text
            ? text.Length <= longest ? text
                : throw Wrong(name, $"has more than {longest} characters.")
        : throw Wrong(name, "is no text.");

    public bool? Flag(string name) =>
        Value(name)?.ValueKind switch
        {
            null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, "is neither true nor false."),
        };

    public int? Number(string name, int least, int most) =>
        Value(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.Number
        && field.TryGetInt32(out var number)
        && number >= least
        && number <= most
            ? number
        : throw Wrong(name, $"is no whole number from {least} to {most}.");

    public TimeSpan? Seconds(string name, double most) =>
        Value(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.Number
        && field.TryGetDouble(out var seconds)
        && seconds >= 0
        && seconds <= most
            ? TimeSpan.FromSeconds(seconds)
        : throw Wrong(
            name,
            string.Create(CultureInfo.InvariantCulture, $"is no number of seconds from 0 to {most}.")
        );

    public string Digits(string name) =>
        Text(name, 21) is { } text
            ? text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
                ? text
                : throw Wrong(name, "has other characters than digits.")
            : throw Wrong(name, "is missing.");

    public ScenarioFormatException Wrong(string name, string problem) => new(step, prefix + name, problem);
}
