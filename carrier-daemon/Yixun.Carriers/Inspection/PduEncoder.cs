using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection;

/// <summary>JSON to octets.</summary>
internal static class PduEncoder
{
    /// <exception cref="PduFormatException">The object does not describe a PDU of the protocol.</exception>
    public static byte[] Encode(PduProtocol protocol, JsonObject given)
    {
        var command = FindCommand(protocol, given);
        var writer = new PduWriter(command.Message);
        writer.WriteUnsigned(0, sizeof(uint));
        writer.WriteUnsigned(command.Id, sizeof(uint));
        writer.Write(protocol.Header, given, "");
        writer.Write(command.Fields, given, "");
        var octets = writer.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)octets.Length);

        var computed = command.Fields.Select(field => field.CountName).Append("length").ToHashSet();
        var shown = PduDecoder.Decode(protocol, octets, 0, out _);
        foreach (var (name, value) in given)
        {
            if (!computed.Contains(name))
            {
                Compare(command, name, name, value, shown);
            }
        }

        return octets;
    }

    private static PduCommand FindCommand(PduProtocol protocol, JsonObject given)
    {
        var name = PduJson.Text(
            given["command"] ?? throw new PduFormatException(PduFault.MissingField, "command"),
            "command"
        );
        var layout = given["layout"] is { } node ? PduJson.Text(node, "layout") : null;
        return protocol.Find(name, layout == protocol.Name ? null : layout)
            ?? throw new PduFormatException(
                PduFault.UnknownCommand,
                "command",
                protocol.Name,
                layout is null ? name : $"{name} ({layout})"
            );
    }

    private static void Compare(
        PduCommand command,
        string path,
        string name,
        JsonNode? value,
        JsonObject shown
    )
    {
        if (shown.TryGetPropertyValue(name, out var actual))
        {
            Compare(command, path, name, value, actual);
        }
        else if (value is not null)
        {
            throw new PduFormatException(PduFault.UnknownField, path, command.Name);
        }
    }

    private static void Compare(
        PduCommand command,
        string path,
        string name,
        JsonNode? value,
        JsonNode? actual
    )
    {
        switch (value, actual)
        {
            case (JsonObject given, JsonObject shown):
                foreach (var (member, child) in given)
                {
                    Compare(command, $"{path}.{member}", member, child, shown);
                }

                break;
            case (JsonArray given, JsonArray shown) when given.Count == shown.Count:
                for (var index = 0; index < given.Count; index++)
                {
                    Compare(command, $"{path}[{index}]", name, given[index], shown[index]);
                }

                break;
            default:
                if (!Same(name, value, actual))
                {
                    throw new PduFormatException(PduFault.Contradiction, path, Show(actual), Show(value));
                }

                break;
        }
    }

    // Hex digits may be written in either case, tags without zeros.
    private static bool Same(string name, JsonNode? given, JsonNode? shown)
    {
        var (left, right) = (Show(given), Show(shown));
        return name == "tag" ? Tag(left).Equals(Tag(right), StringComparison.OrdinalIgnoreCase)
            : name.EndsWith("hex", StringComparison.Ordinal)
                ? left.Equals(right, StringComparison.OrdinalIgnoreCase)
            : left == right && Kind(given) == Kind(shown);
    }

    private static string Tag(string text) =>
        (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text).TrimStart('0');

    private static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    private static string Show(JsonNode? node) =>
        Kind(node) switch
        {
            JsonValueKind.Null => "null",
            JsonValueKind.String => node!.GetValue<string>(),
            _ => node!.ToJsonString(),
        };
}
