namespace Yixun.LoadTest;

/// <summary>Paths of the programs under test.</summary>
internal static class Programs
{
    /// <summary>Path of Yixun.Standalone.dll: from the environment variable YIXUN_STANDALONE, else beside this folder.</summary>
    public static string Standalone { get; } =
        Path.GetFullPath(
            Environment.GetEnvironmentVariable("YIXUN_STANDALONE")
                ?? Path.Combine(AppContext.BaseDirectory, "..", "standalone", "Yixun.Standalone.dll")
        );

    /// <summary>Path of Yixun.CarrierSimulator.dll, in the same folder as <see cref="Standalone"/>.</summary>
    public static string Simulator { get; } =
        Path.Combine(Path.GetDirectoryName(Standalone)!, "Yixun.CarrierSimulator.dll");
}
