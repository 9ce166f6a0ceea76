using System.Globalization;

namespace Yixun.Core;

/// <summary>No text that this platform reads, writes or orders depends on the machine's culture.</summary>
public static class Cultures
{
    /// <summary>False in globalization-invariant mode, in which a process runs without ICU.</summary>
    public static bool AreKnown
    {
        get
        {
            try
            {
                return !CultureInfo
                    .GetCultureInfo("en-US")
                    .EnglishName.Contains("Invariant", StringComparison.Ordinal);
            }
            catch (CultureNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>Makes every thread of this process format and parse the same on every machine; call it first.</summary>
    public static void UseInvariant()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }
}
