namespace Yixun.Carriers.Mm7;

/// <summary>The HTTP server that the MMSC posts to. It checks addresses and credentials, and gives bodies to a <see cref="Mm7Inbound"/>.</summary>
public interface IMm7Listener : IAsyncDisposable
{
    /// <exception cref="IOException">The address can't be listened on.</exception>
    Task StartAsync(Mm7Inbound inbound, CancellationToken cancellationToken);
}
