namespace Yixun.Data.Hosting;

/// <summary>Where a site without other settings keeps its data.</summary>
public static class DefaultDataFolder
{
    /// <summary>The folder <c>yixun</c> in the user's data home (XDG Base Directory Specification).</summary>
    public static string Path
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
            return System.IO.Path.Combine(
                string.IsNullOrEmpty(home)
                    ? System.IO.Path.Combine(
                        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                        ".local",
                        "share"
                    )
                    : home,
                "yixun"
            );
        }
    }
}
