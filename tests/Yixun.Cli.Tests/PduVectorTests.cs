using System.Text.Json.Nodes;
using Xunit;
using Yixun.Carriers.Inspection;
using Yixun.Carriers.Tests.Vectors;

namespace Yixun.Cli.Tests;

public sealed class PduVectorTests
{
    // What only explains a vector is not in its octets.
    private static readonly string[] Explanations =
    [
        "shared_secret",
        "timestamp_text",
        "md5_input_hex",
        "derived_from",
    ];

    public static TheoryData<string> Names => PduVectors.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_vector_gives_every_listed_field(string name)
    {
        var pdu = PduVectors.Decode(name);
        var fields = PduVectors.FieldsOf(name);

        Assert.Equal(ProtocolVectors.Named(name).GetProperty("length").GetInt32(), (int)pdu["length"]!);
        foreach (var (field, expected) in fields.Where(field => !Explanations.Contains(field.Key)))
        {
            AssertContains(expected, pdu[field], field);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_decoded_vector_gives_the_same_octets(string name) =>
        Assert.Equal(
            PduVectors.HexOf(name),
            PduVectors.Encode(PduVectors.ProtocolOf(name), PduVectors.Decode(name))
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_encoded_object_gives_the_same_object(string name)
    {
        var protocol = PduVectors.ProtocolOf(name);
        var pdu = PduVectors.Decode(name);

        Assert.Equal(
            pdu.ToJsonString(),
            PduVectors.Decode(protocol, PduVectors.Encode(protocol, pdu)).ToJsonString()
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_without_what_can_be_derived_gives_the_same_octets(string name)
    {
        var pdu = PduVectors.Decode(name);
        var isReport = pdu.ContainsKey("report");
        foreach (var field in pdu.Select(field => field.Key).ToList())
        {
            var isContent =
                field.EndsWith("ontent_hex", StringComparison.Ordinal) || field == "short_message_hex";
            var isDerived =
                field is "length" or "Reserve" or "Reserved" or "sm_length"
                || field.EndsWith("Length", StringComparison.Ordinal)
                || field.EndsWith("_parts", StringComparison.Ordinal);
            if (isContent || isDerived || (isReport && field == "text"))
            {
                pdu.Remove(field);
            }
        }

        Assert.Equal(PduVectors.HexOf(name), PduVectors.Encode(PduVectors.ProtocolOf(name), pdu));
    }

    [Fact]
    public void Decode_all_vectors_of_a_protocol_in_one_input_gives_each()
    {
        foreach (var protocol in PduInspector.Protocols)
        {
            var vectors = ProtocolVectors.Of(protocol).Select(each => each.GetProperty("name").GetString()!);
            var expected = vectors.Select(name => PduVectors.Decode(name).ToJsonString()).ToList();
            var input = string.Concat(vectors.Select(PduVectors.HexOf));

            Assert.NotEmpty(expected);
            Assert.Equal(
                expected,
                PduInspector.Decode(protocol, Convert.FromHexString(input)).Select(pdu => pdu.ToJsonString())
            );
        }
    }

    [Fact]
    public void Decode_cmpp_ids_gives_their_parts()
    {
        foreach (var id in ProtocolVectors.Section("cmpp_msg_ids"))
        {
            var hex = id.GetProperty("hex").GetString()!;
            var pdu = PduVectors.Decode("cmpp20", "0000001400000007" + "00000001" + hex);
            Assert.Equal(hex, (string)pdu["Msg_Id_hex"]!);
            Assert.Equal(Convert.ToUInt64(hex, 16), (ulong)pdu["Msg_Id"]!);
            foreach (var (part, value) in pdu["Msg_Id_parts"]!.AsObject())
            {
                Assert.Equal(id.GetProperty(part).GetUInt32(), (uint)value!);
            }
        }
    }

    private static void AssertContains(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject fields:
                Assert.True(actual is JsonObject, path);
                foreach (var (field, value) in fields)
                {
                    AssertContains(value, actual[field], $"{path}.{field}");
                }

                break;
            case JsonArray elements:
                Assert.Equal(elements.Count, (actual as JsonArray)?.Count);
                for (var index = 0; index < elements.Count; index++)
                {
                    AssertContains(elements[index], actual![index], $"{path}[{index}]");
                }

                break;
            default:
                Assert.True(
                    expected?.ToJsonString() == actual?.ToJsonString(),
                    $"{path}: {expected?.ToJsonString()}, {actual?.ToJsonString()}"
                );
                break;
        }
    }
}
