using System.Security.Cryptography;
using Yixun.Functions.Authentication;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Submission;

/// <summary>Who submits, and what tells a repetition.</summary>
/// <param name="System">On whose account.</param>
/// <param name="BodyDigest">SHA-256 of the body.</param>
/// <param name="NonceHash">16 octets.</param>
public sealed record SubmissionOrigin(ConnectedSystem System, byte[] BodyDigest, byte[] NonceHash)
{
    /// <summary>Digits that a reply came in by, when this answers it: they stay as they are. Null: it answers none.</summary>
    public string? AnsweredExtension { get; init; }

    /// <summary>Department of the reply that this answers.</summary>
    public string? AnsweredDepartment { get; init; }

    public static SubmissionOrigin Of(SystemCall call, string path) =>
        // The same body at another endpoint is another submission.
        new(
            call.System,
            SHA256.HashData([.. global::System.Text.Encoding.ASCII.GetBytes(path), 0, .. call.Body]),
            call.NonceHash
        );
}
