using System.Collections.Concurrent;
using System.Diagnostics;
using Yixun.CarrierDaemon.Leases;

namespace Yixun.CarrierDaemon.Tests.Leases;

/// <summary>A process of <c>tests/LinkReplica</c>.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<string, bool> _bound = new();

    public Replica(
        LeaseProvider provider,
        string connectionString,
        int gatewayPort,
        int connections,
        string phone
    )
    {
        Phone = phone;
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Yixun.LinkReplica.dll"),
            $"{provider}",
            connectionString,
            $"{gatewayPort}",
            $"{connections}",
            phone,
        ];
        _process =
            Process.Start(
                new ProcessStartInfo("dotnet", arguments)
                {
                    // Its end tells the replica that the tests are gone.
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                }
            ) ?? throw new InvalidOperationException("The replica did not start.");
        _reading = ReadAsync();
    }

    /// <summary>Where its submits go, and only they.</summary>
    public string Phone { get; }

    /// <summary>Connections that it believes to have.</summary>
    public int Bound => _bound.Values.Count(bound => bound);

    /// <summary>Everything that it said.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public void Kill() => _process.Kill();

    /// <param name="name">TERM, STOP or CONT.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Said.Enqueue(line);
            if (line.Split(' ', 4) is [_, var connection, var kind, _] && kind != "Warning:")
            {
                _bound[connection] = kind == "Bound:";
            }
        }

        _bound.Clear();
    }
}
