using System.Runtime.InteropServices;

namespace Yixun.Hosting;

/// <summary>Turns the signals to stop into a cancellation, until it is disposed.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    private Interruption(CancellationTokenSource source)
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            source.Cancel();
        }
    }

    public static Interruption Of(CancellationTokenSource source) => new(source);

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }
}
