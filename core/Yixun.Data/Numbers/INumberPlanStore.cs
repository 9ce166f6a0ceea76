using Yixun.Core.Numbers;

namespace Yixun.Data.Numbers;

/// <summary>Writes the number plan, which may have some 500,000 rows.</summary>
public interface INumberPlanStore
{
    /// <summary>
    /// Adds rows, and replaces those with the same prefix. They are committed in portions, so that messages are written in
    /// between; a crash leaves the portions before it, and repeating the call completes them.
    /// </summary>
    Task PutAsync(IEnumerable<NumberSegment> segments, CancellationToken cancellationToken);

    /// <summary>Removes a row; false when there is none.</summary>
    Task<bool> RemoveAsync(string prefix, CancellationToken cancellationToken);
}
