using System.Diagnostics;

namespace Yixun.LoadTest.Sites;

/// <summary>One process of a site; its log goes to a file.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _logging;

    private SiteProcess(Process process, string assembly, Uri url, string log)
    {
        _process = process;
        Assembly = assembly;
        Url = url;
        _logging = Task.WhenAll(
            CopyAsync(process.StandardOutput, log),
            CopyAsync(process.StandardError, log + ".err")
        );
        Log = log;
    }

    /// <summary>What it runs.</summary>
    public string Assembly { get; }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>File with what it said.</summary>
    public string Log { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static SiteProcess Start(
        string assembly,
        Uri url,
        IReadOnlyDictionary<string, string> environment,
        string log
    )
    {
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = url.ToString().TrimEnd('/');
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SiteProcess(Process.Start(start)!, assembly, url, log);
    }

    /// <summary>Ends it without a chance to write anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a cluster does.</summary>
    /// <returns>Exit code.</returns>
    public async Task<int> StopAsync()
    {
        await Platform.EndAsync(_process);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.EndAsync(_process);
        await _logging;
        _process.Dispose();
    }

    private static async Task CopyAsync(StreamReader from, string file)
    {
        await using var log = new StreamWriter(file, append: true) { AutoFlush = true };
        while (await from.ReadLineAsync() is { } line)
        {
            await log.WriteLineAsync(line);
        }
    }
}
