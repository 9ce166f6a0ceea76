using Microsoft.EntityFrameworkCore;
using Yixun.Core.Problems;
using Yixun.Data.Model;

namespace Yixun.Functions.Admin;

/// <summary>Saves rows with a revision so that nobody overwrites what he has not seen.</summary>
internal static class RevisionedSave
{
    /// <exception cref="ProblemException">revision_conflict: the caller saw another revision.</exception>
    public static void CheckRevision(long seen, long current)
    {
        if (seen != current)
        {
            throw new ProblemException(ProblemCatalogue.RevisionConflict.At("revision"));
        }
    }

    /// <exception cref="ProblemException">revision_conflict: the row changed between reading and saving.</exception>
    public static async Task SaveAsync(this YixunDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new ProblemException(ProblemCatalogue.RevisionConflict.At("revision"));
        }
    }
}
