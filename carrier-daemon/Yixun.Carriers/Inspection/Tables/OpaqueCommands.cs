namespace Yixun.Carriers.Inspection.Tables;

/// <summary>Commands between gateways, which a service provider never meets: known by name, the body as hex.</summary>
internal static class OpaqueCommands
{
    public static PduCommand[] Pair(uint id, string name, string responseSuffix) =>
        [new(name, id, [PduField.Rest()]), new(name + responseSuffix, 0x8000_0000 | id, [PduField.Rest()])];
}
