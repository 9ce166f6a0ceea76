using Yixun.Core.Problems;
using Yixun.Core.Replies;
using Yixun.Core.Routing;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Submission;

/// <summary>The number that a handset shows: access number, digits of the system or department, and the request's own.</summary>
internal static class HandsetNumber
{
    /// <summary>All digits behind the access number.</summary>
    /// <param name="department">Null: none named.</param>
    /// <param name="own">The request's own; null: none.</param>
    /// <exception cref="ProblemException">extension_invalid, department_unknown, extension_taken or
    /// extension_too_long.</exception>
    public static string ExtensionOf(
        ReferenceData reference,
        ConnectedSystem system,
        string? department,
        string? own
    )
    {
        if (own is not null && !ExtensionTable.IsValid(own))
        {
            throw new ProblemException(ProblemCatalogue.ExtensionInvalid.At("extension"));
        }

        var table = reference.Replies.Extensions;
        var assigned = table.FindFor(system.Id, department);
        if (department is not null && assigned is null)
        {
            throw new ProblemException(ProblemCatalogue.DepartmentUnknown.At("department"));
        }

        if (assigned is null && own is not null && (table.Find(own) ?? table.FindConflict(own)) is not null)
        {
            throw new ProblemException(ProblemCatalogue.ExtensionTaken.At("extension"));
        }

        var extension = (assigned?.Digits ?? "") + own;
        return extension.Length <= RoomOf(reference)
            ? extension
            : throw new ProblemException(ProblemCatalogue.ExtensionTooLong.At("extension"));
    }

    /// <summary>Digits that may follow the access number on whichever channel routing chooses later.</summary>
    public static int RoomOf(ReferenceData reference) =>
        reference
            .Routes.Channels.Where(channel => channel is { Enabled: true, Kind: ChannelKind.Sms })
            .Select(channel => channel.ExtensionRoom)
            .DefaultIfEmpty(int.MaxValue)
            .Min();
}
