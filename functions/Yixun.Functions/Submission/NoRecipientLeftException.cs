using Yixun.Core.Problems;

namespace Yixun.Functions.Submission;

/// <summary>Every recipient of a submission was refused, so nothing was accepted.</summary>
public sealed class NoRecipientLeftException(Problem problem, IReadOnlyList<RejectedRecipient> rejected)
    : Exception("No recipient is left.")
{
    /// <summary>What is wrong with all of them, or that they differ.</summary>
    public Problem Problem { get; } = problem;

    public IReadOnlyList<RejectedRecipient> Rejected { get; } = rejected;
}
