namespace Yixun.Coordination;

/// <summary>A request whose signature is good.</summary>
/// <param name="System">Key of the connected system.</param>
/// <param name="Rate">Its requests per second, at least 1; as many may come at once.</param>
/// <param name="NonceHash">See <see cref="NonceHash.Of"/>.</param>
public readonly record struct GateRequest(string System, int Rate, byte[] NonceHash);
