using Yixun.Cli.Site;
using Yixun.Core.Security;

namespace Yixun.Cli.Doctor;

/// <summary>The site that is looked at.</summary>
/// <param name="Connection">Its database; null when the settings name none that can be opened.</param>
/// <param name="Refusal">Why there is none; Chinese.</param>
/// <param name="Processes">What its processes answered.</param>
internal sealed record Patient(
    SiteLocation Location,
    SiteConnection? Connection,
    string? Refusal,
    IReadOnlyList<ProcessAnswer> Processes,
    TimeProvider Time
)
{
    /// <returns>Null when there is no sound key file; <see cref="SecretsCheck"/> says so.</returns>
    public FieldCipher? TryOpenCipher()
    {
        try
        {
            return Connection?.OpenCipher();
        }
        catch (Exception exception)
            when (exception is InputException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
