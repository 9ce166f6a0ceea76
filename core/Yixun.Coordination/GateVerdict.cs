namespace Yixun.Coordination;

/// <summary>What a gate says of a request.</summary>
public enum GateVerdict
{
    Admitted,

    /// <summary>The system has used up its rate; the nonce is not taken.</summary>
    TooMany,

    /// <summary>The nonce was taken before.</summary>
    Replayed,
}
