namespace Yixun.Functions.Submission;

/// <summary>Every recipient of a submission was refused, so nothing was accepted.</summary>
public sealed class NoRecipientLeftException(IReadOnlyList<RejectedRecipient> rejected)
    : Exception("No recipient is left.")
{
    public IReadOnlyList<RejectedRecipient> Rejected { get; } = rejected;
}
