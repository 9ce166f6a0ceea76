using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Yixun.Core.Problems;

namespace Yixun.Functions.Http;

/// <summary>JSON as the API speaks it: camelCase, unknown and repeated fields refused, nulls left out.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Reads a request body.</summary>
    /// <exception cref="ProblemException">
    /// json_invalid or body_kind_invalid; field_unknown, field_missing or field_invalid, with the place.
    /// </exception>
    public static T Read<T>(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options)
                ?? throw new ProblemException(ProblemCatalogue.BodyKindInvalid);
        }
        catch (JsonException exception)
        {
            throw new ProblemException(ToProblem(exception));
        }
    }

    private static Problem ToProblem(JsonException exception)
    {
        var path = exception.Path is { Length: > 2 } found ? found[2..] : null;
        // The reader says what went wrong in words only.
        if (MissingField(exception.Message) is { } missing)
        {
            var place = path is null ? missing : $"{path}.{missing}";
            return ProblemCatalogue.FieldMissing.With(place).At(place);
        }

        if (exception.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return ProblemCatalogue.FieldUnknown.With(path ?? "?") with { Field = path };
        }

        if (exception.Message.Contains(" null ", StringComparison.Ordinal))
        {
            return ProblemCatalogue.FieldInvalid.With(path ?? "null") with { Field = path };
        }

        if (exception.InnerException is null && path is null && IsOfWrongKind(exception))
        {
            return ProblemCatalogue.BodyKindInvalid;
        }

        if (exception.InnerException is JsonException || path is null)
        {
            return ProblemCatalogue.JsonInvalid;
        }

        return
            exception.InnerException is null && IsOfWrongKind(exception)
            || exception.InnerException is InvalidOperationException or FormatException
            ? ProblemCatalogue.FieldInvalid.With(path).At(path)
            : ProblemCatalogue.JsonInvalid;
    }

    private static bool IsOfWrongKind(JsonException exception) =>
        exception.Message.StartsWith("The JSON value", StringComparison.Ordinal);

    /// <summary>The first name of "…missing required properties including: 'lane', 'to'."; null for other messages.</summary>
    private static string? MissingField(string message)
    {
        const string Words = "missing required properties including: '";
        var at = message.StartsWith("JSON deserialization for type", StringComparison.Ordinal)
            ? message.IndexOf(Words, StringComparison.Ordinal)
            : -1;
        if (at < 0)
        {
            return null;
        }

        var names = message[(at + Words.Length)..];
        return names.IndexOf('\'') is > 0 and var end ? names[..end] : null;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            MaxDepth = 16,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
