namespace Yixun.CarrierSimulator.Protocols;

/// <summary>Every protocol that simulated gateways speak.</summary>
internal static class GatewayDialects
{
    private static readonly Dictionary<string, Func<GatewayDialect>> Known = new()
    {
        ["cmpp"] = static () => new CmppDialect(),
        ["cmpp20"] = static () => new CmppDialect(),
        ["cmpp30"] = static () => new CmppDialect(),
        ["sgip"] = static () => new SgipDialect(),
        ["smgp"] = static () => new SmgpDialect(),
        ["smpp"] = static () => new SmppDialect(),
    };

    public static bool IsKnown(string protocol) => Known.ContainsKey(protocol);

    public static GatewayDialect Create(string protocol) => Known[protocol]();
}
