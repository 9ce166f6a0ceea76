using Yixun.Core.Problems;

namespace Yixun.Functions.Http;

/// <summary>Enum members by their lower-case names, as the API spells them.</summary>
internal static class ApiNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>True for the name of a member, in any case; never for its number.</summary>
    public static bool TryRead<T>(string? name, out T value)
        where T : struct, Enum =>
        Enum.TryParse(name, ignoreCase: true, out value)
        && Enum.IsDefined(value)
        && !char.IsAsciiDigit(name!.TrimStart()[0])
        && name.Trim()[0] is not ('-' or '+');

    /// <exception cref="ProblemException">The problem, at the field.</exception>
    public static T Read<T>(string? name, Problem problem, string field)
        where T : struct, Enum =>
        TryRead<T>(name, out var value) ? value : throw new ProblemException(problem.At(field));
}
