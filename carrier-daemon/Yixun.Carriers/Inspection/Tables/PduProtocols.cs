namespace Yixun.Carriers.Inspection.Tables;

/// <summary>All protocols. A new one is a table and its line here.</summary>
internal static class PduProtocols
{
    public static IReadOnlyList<PduProtocol> All { get; } =
    [
        CmppTable.Create(wide: false),
        CmppTable.Create(wide: true),
        SgipTable.Create(),
        SmgpTable.Create(),
        SmppTable.Create(),
    ];

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static PduProtocol Named(string name) =>
        All.FirstOrDefault(protocol => protocol.Name == name)
        ?? throw new ArgumentException($"There is no protocol {name}.", nameof(name));
}
