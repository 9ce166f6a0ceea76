using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Options;

/// <summary>One simulated gateway with a port of its own.</summary>
public sealed record GatewayOptions
{
    /// <summary>Unique; part of the API's addresses.</summary>
    public required string Name { get; init; }

    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Name of a protocol: cmpp (both versions) and what <see cref="GatewayDialects"/> lists.</summary>
    public string Protocol { get; init; } = "cmpp";

    /// <summary>Shown with the messages: Mobile, Unicom, Telecom.</summary>
    public string Carrier { get; init; } = "Mobile";

    public required IReadOnlyList<AccountOptions> Accounts { get; init; }

    /// <summary>Beginnings of the numbers whose replies this gateway carries.</summary>
    public IReadOnlyList<string> AccessNumbers { get; init; } = [];

    public GatewayBehaviour Behaviour { get; init; } = new();

    /// <summary>Says what is wrong with the options.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void Validate()
    {
        if (!GatewayDialects.IsKnown(Protocol))
        {
            throw new ArgumentException($"Gateway {Name}: protocol '{Protocol}' is not known.");
        }

        if (
            Protocol.StartsWith("cmpp", StringComparison.Ordinal)
            && Accounts.Any(account => account.SpId.Length != 6)
        )
        {
            throw new ArgumentException($"Gateway {Name}: an SP id has 6 characters.");
        }
    }
}
