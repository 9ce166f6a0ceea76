using System.Globalization;
using Yixun.Core.Problems;

namespace Yixun.Functions.Http;

/// <summary>64-bit ids are strings in JSON and paths.</summary>
public static class ApiId
{
    public static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ProblemException">not_found: nothing has an id of another form.</exception>
    public static long Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new ProblemException(ProblemCatalogue.NotFound);
}
