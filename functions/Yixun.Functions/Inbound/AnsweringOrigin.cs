using System.Security.Cryptography;
using Yixun.Core.Messages;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Inbound;

/// <summary>On whose account a reply is answered: the system's that it belongs to, so that the talk stays with it.</summary>
internal static class AnsweringOrigin
{
    /// <summary>The reply's system where it can send in the lane and has a signature, else the console's.</summary>
    public static SubmissionOrigin Of(
        InboundMessageEntity reply,
        Lane lane,
        ReadOnlySpan<byte> body,
        ReferenceData reference
    )
    {
        var own = reply.SystemId is { } id ? reference.FindSystem(id) : null;
        var system =
            own is { Enabled: true, DefaultSignature: not null } && own.MayUse(lane)
                ? own
                : reference.FindSystem(SystemSeed.ConsoleKey)
                    ?? throw new ProblemException(ProblemCatalogue.KeyUnknown);
        return new SubmissionOrigin(system, SHA256.HashData(body), RandomNumberGenerator.GetBytes(16))
        {
            AnsweredExtension = DigitsOf(reply.Extension, HandsetNumber.RoomOf(reference)),
            AnsweredDepartment = reply.Department,
        };
    }

    /// <summary>Carriers add digits to what they deliver; more than may be sent are left out.</summary>
    private static string DigitsOf(string extension, int room) =>
        extension.AsSpan().ContainsAnyExceptInRange('0', '9') ? ""
        : extension.Length > room ? extension[..room]
        : extension;
}
