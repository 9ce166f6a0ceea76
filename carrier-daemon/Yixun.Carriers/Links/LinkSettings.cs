namespace Yixun.Carriers.Links;

/// <summary>What every windowed protocol needs to know about its gateway.</summary>
public abstract record LinkSettings
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Login name.</summary>
    public required string Account { get; init; }

    public required string Secret { get; init; }

    /// <summary>Unanswered submits per connection.</summary>
    public int Window { get; init; } = 16;

    /// <summary>Connections kept; the contract with the carrier limits it.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>Silence of the gateway after which a link test is sent, and after which the next one follows.</summary>
    public TimeSpan ActiveTestInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Link tests without any sign of life before the connection is given up.</summary>
    public int ActiveTestTries { get; init; } = 3;

    /// <summary>Wait for a submit's response, and for the login's.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Clock of the carrier: login timestamp and times in reports.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Longest PDU taken from the gateway, 64 to 131,072 octets.</summary>
    public int MaxPduLength { get; init; } = 8192;

    /// <summary>
    /// Deliveries of a connection that may wait to be stored; while more do, nothing is read from it and the gateway is
    /// slowed down by TCP.
    /// </summary>
    public int UnansweredDeliveries { get; init; } = 4_096;

    /// <summary>Most octets of a segment in ASCII or GSM 03.38; 140 for gateways that refuse 159.</summary>
    public int AsciiMaxOctets { get; init; } = 159;

    public BackoffSettings Backoff { get; init; } = new();

    /// <summary>Name for logs.</summary>
    protected abstract string Protocol { get; }

    /// <summary>Says what is wrong with the settings.</summary>
    /// <exception cref="ArgumentException">A value can't work on the wire.</exception>
    public virtual void Validate()
    {
        Require(Window is >= 1 and <= 65_536, "The window is 1 to 65,536.");
        Require(Connections is >= 1 and <= 256, "Connections are 1 to 256.");
        Require(
            ActiveTestTries >= 1 && ActiveTestInterval > TimeSpan.Zero,
            "Link tests need tries and an interval."
        );
        Require(
            ResponseTimeout > TimeSpan.Zero && ConnectTimeout > TimeSpan.Zero,
            "Time-outs are above zero."
        );
        Require(MaxPduLength is >= 64 and <= 131_072, "The longest PDU is 64 to 131,072 octets.");
        Require(AsciiMaxOctets is >= 1 and <= 255, "An ASCII segment has 1 to 255 octets.");
        Require(UnansweredDeliveries >= 1, "At least one delivery may wait to be stored.");
    }

    // Sealed: a generated one would show the secret.
    public sealed override string ToString() =>
        $"{Protocol} {Account}@{Host}:{Port}, {Connections} connections, window {Window}";

    protected static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
