using System.Globalization;
using Microsoft.AspNetCore.Http;
using Yixun.Core.Problems;

namespace Yixun.Functions.Http;

/// <summary>Reads query parameters; what is malformed is a problem that names the parameter.</summary>
public static class QueryReader
{
    public static string? Text(this HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;

    /// <exception cref="ProblemException">field_invalid.</exception>
    public static string RequiredText(this HttpRequest request, string name) =>
        request.Text(name) ?? throw new ProblemException(ProblemCatalogue.FieldInvalid.With(name).At(name));

    /// <exception cref="ProblemException">field_invalid.</exception>
    public static long Number(this HttpRequest request, string name, long absent, long minimum, long maximum)
    {
        if (request.Text(name) is not { } text)
        {
            return absent;
        }

        return
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum
            && number <= maximum
            ? number
            : throw new ProblemException(ProblemCatalogue.FieldInvalid.With(name).At(name));
    }

    /// <summary>"true" or "false"; null when absent.</summary>
    /// <exception cref="ProblemException">field_invalid.</exception>
    public static bool? Flag(this HttpRequest request, string name) =>
        request.Text(name) switch
        {
            null => null,
            "true" => true,
            "false" => false,
            _ => throw new ProblemException(ProblemCatalogue.FieldInvalid.With(name).At(name)),
        };

    /// <summary>ISO 8601 with offset; null when absent.</summary>
    /// <exception cref="ProblemException">field_invalid.</exception>
    public static DateTimeOffset? Time(this HttpRequest request, string name)
    {
        if (request.Text(name) is not { } text)
        {
            return null;
        }

        // A plus sign that was not escaped comes as a space.
        return DateTimeOffset.TryParseExact(
            text.Replace(' ', '+'),
            ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time.ToUniversalTime()
            : throw new ProblemException(ProblemCatalogue.FieldInvalid.With(name).At(name));
    }
}
