using System.Net;
using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Options;

/// <summary>One simulated gateway with a port of its own.</summary>
public sealed record GatewayOptions
{
    /// <summary>Unique; part of the API's addresses.</summary>
    public required string Name { get; init; }

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>cmpp (both versions), what else <see cref="GatewayDialects"/> lists, or mm7 (an MMSC that listens with HTTP).</summary>
    public string Protocol { get; init; } = "cmpp";

    /// <summary>Shown with the messages: Mobile, Unicom, Telecom.</summary>
    public string Carrier { get; init; } = "Mobile";

    public required IReadOnlyList<AccountOptions> Accounts { get; init; }

    /// <summary>Beginnings of the numbers whose replies this gateway carries.</summary>
    public IReadOnlyList<string> AccessNumbers { get; init; } = [];

    public GatewayBehaviour Behaviour { get; init; } = new();

    /// <summary>MM7: the variant that the MMSC speaks, and its limits.</summary>
    public MmscOptions Mmsc { get; init; } = new();

    internal IPAddress Address { get; init; } = IPAddress.Loopback;

    internal bool IsMmsc => Protocol == "mm7";

    /// <summary>Says what is wrong with the options.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void Validate()
    {
        if (!IsMmsc && !GatewayDialects.IsKnown(Protocol))
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

        Mmsc.Validate(Name);
        foreach (var address in Accounts.Select(static account => account.ReportUrl).OfType<Uri>())
        {
            RequireReportUrl(address);
        }
    }

    /// <exception cref="ArgumentException">Nothing can be posted to the address.</exception>
    internal static void RequireReportUrl(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("ReportUrl is an absolute http or https address.");
        }
    }
}
