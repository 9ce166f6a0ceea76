using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;
using Yixun.Core.Problems;

namespace Yixun.Core.Tests.Problems;

public sealed partial class ProblemCatalogueTests
{
    private static readonly int[] Statuses = [400, 401, 403, 404, 409, 413, 422, 429, 500, 503];

    private static readonly List<Problem> All =
    [
        .. typeof(ProblemCatalogue)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Problem))
            .Select(property => (Problem)property.GetValue(null)!),
    ];

    public static TheoryData<string> Codes => [.. All.Select(problem => problem.Code).Distinct()];

    [Fact]
    public void Code_stands_once()
    {
        Assert.NotEmpty(All);
        Assert.Equal(All.Select(problem => problem.Code).Distinct(), All.Select(problem => problem.Code));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Problem_has_a_code_a_status_and_texts_in_both_languages(string code)
    {
        var problem = All.First(one => one.Code == code);

        Assert.Matches(SnakeCase(), problem.Code);
        Assert.Contains(problem.Status, Statuses);
        Assert.Matches(EnglishLine(), problem.Title);
        Assert.Matches(Chinese(), problem.Detail);
        Assert.Null(problem.Field);
    }

    [Fact]
    public void RetryAfterSeconds_stands_exactly_where_waiting_helps() =>
        Assert.Equal(
            All.Where(problem => problem.Status is 429 or 503).Select(problem => problem.Code),
            All.Where(problem => problem.RetryAfterSeconds > 0).Select(problem => problem.Code)
        );

    [Fact]
    public void At_and_With_add_to_a_copy()
    {
        var problem = ProblemCatalogue.FieldInvalid.With("limit").At("limit");

        Assert.Equal("字段取值不正确：limit", problem.Detail);
        Assert.Equal("limit", problem.Field);
        Assert.Equal(("field_invalid", 422), (problem.Code, problem.Status));
        Assert.Equal("字段取值不正确", ProblemCatalogue.FieldInvalid.Detail);
        Assert.Same(problem, new ProblemException(problem).Problem);
    }

    [GeneratedRegex(@"^[a-z]+(_[a-z]+)*\z")]
    private static partial Regex SnakeCase();

    [GeneratedRegex(@"^[ -~]+\z")]
    private static partial Regex EnglishLine();

    [GeneratedRegex(@"[一-龥]")]
    private static partial Regex Chinese();
}
