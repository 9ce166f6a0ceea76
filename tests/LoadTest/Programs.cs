namespace Yixun.LoadTest;

/// <summary>Paths of the programs under test.</summary>
internal static class Programs
{
    /// <summary>Path of Yixun.Standalone.dll: from the environment variable YIXUN_STANDALONE, else as the others.</summary>
    public static string Standalone { get; } =
        Path.GetFullPath(
            Environment.GetEnvironmentVariable("YIXUN_STANDALONE")
                ?? Find("standalone", "Yixun.Standalone.dll")
        );

    /// <summary>Path of Yixun.Functions.Host.dll.</summary>
    public static string FunctionsHost { get; } = Find("functions", "Yixun.Functions.Host.dll");

    /// <summary>Path of Yixun.CarrierDaemon.Host.dll.</summary>
    public static string DaemonHost { get; } = Find("daemon", "Yixun.CarrierDaemon.Host.dll");

    /// <summary>Path of Yixun.Cli.dll.</summary>
    public static string CommandLine { get; } = Find("cli", "Yixun.Cli.dll");

    /// <summary>Path of Yixun.CarrierSimulator.dll, beside this program or <see cref="Standalone"/>.</summary>
    public static string Simulator { get; } =
        Beside(Path.GetDirectoryName(Standalone)!, "Yixun.CarrierSimulator.dll");

    /// <summary>Beside this program, as in tests; else in a published folder beside this one's, as in ./bench.</summary>
    private static string Find(string folder, string file) =>
        Beside(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", folder)), file);

    private static string Beside(string folder, string file)
    {
        var here = Path.Combine(AppContext.BaseDirectory, file);
        return File.Exists(here) ? here : Path.Combine(folder, file);
    }
}
