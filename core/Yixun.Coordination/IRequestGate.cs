namespace Yixun.Coordination;

/// <summary>
/// Counts the signed requests of the connected systems, and lets none in twice. Rate first, then nonce, in one step: what is
/// refused for its rate may come again as it is.
/// </summary>
public interface IRequestGate
{
    /// <summary>Takes one of the system's requests of this second, and the nonce for twice the timestamps' tolerance.</summary>
    ValueTask<GateVerdict> EnterAsync(GateRequest request, CancellationToken cancellationToken);

    /// <summary>Takes the nonce of a request that is known to have been accepted, here or elsewhere.</summary>
    void Remember(ReadOnlySpan<byte> nonceHash);
}
