using System.Text.Json.Nodes;
using Xunit;
using Yixun.Carriers.Inspection;
using Yixun.Carriers.Tests.Vectors;

namespace Yixun.Cli.Tests;

/// <summary>The protocol vectors as the inspector sees them.</summary>
internal static class PduVectors
{
    public static TheoryData<string> Names =>
        new(
            ProtocolVectors
                .Of([.. PduInspector.Protocols])
                .Select(vector => vector.GetProperty("name").GetString()!)
        );

    public static string ProtocolOf(string name) =>
        ProtocolVectors.Named(name).GetProperty("protocol").GetString()!;

    public static string HexOf(string name) => ProtocolVectors.Named(name).GetProperty("hex").GetString()!;

    public static JsonObject FieldsOf(string name) =>
        JsonNode.Parse(ProtocolVectors.Named(name).GetProperty("fields").GetRawText())!.AsObject();

    public static JsonObject Decode(string protocol, string hex) =>
        Assert.Single(PduInspector.Decode(protocol, Convert.FromHexString(hex)));

    public static JsonObject Decode(string name) => Decode(ProtocolOf(name), HexOf(name));

    public static string Encode(string protocol, JsonObject pdu) =>
        Convert.ToHexStringLower(PduInspector.Encode(protocol, pdu));
}
