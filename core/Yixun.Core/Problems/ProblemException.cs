namespace Yixun.Core.Problems;

/// <summary>Carries a problem up to the middleware that answers it.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem { get; } = problem;
}
