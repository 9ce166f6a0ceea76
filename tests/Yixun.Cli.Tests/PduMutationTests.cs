using System.Text.Json.Nodes;
using Xunit;
using Yixun.Carriers.Inspection;
using Yixun.Carriers.Tests.Vectors;
using Yixun.Fuzzing;

namespace Yixun.Cli.Tests;

/// <summary>Spoiled vectors are read or refused. The seed is new each time and named by a failure.</summary>
public sealed class PduMutationTests
{
    public static TheoryData<string> Protocols => [.. PduInspector.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Decode_spoiled_octets_reads_them_without_loss_or_refuses(string protocol)
    {
        var seed = Random.Shared.Next();
        var mutator = new PduMutator([.. Corpus(protocol)], seed);
        var (read, refused) = (0, 0);
        for (var input = 0; input < 5_000; input++)
        {
            var octets = mutator.Next();
            var start = 0;
            try
            {
                foreach (var pdu in PduInspector.Decode(protocol, octets))
                {
                    var length = (int)pdu["length"]!;
                    Assert.Equal(
                        Convert.ToHexStringLower(octets.AsSpan(start, length)),
                        PduVectors.Encode(protocol, pdu)
                    );
                    start += length;
                    read++;
                }
            }
            catch (PduFormatException exception)
            {
                Assert.True(exception.Offset is { } offset && offset >= start && offset <= octets.Length);
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, {Convert.ToHexString(octets)}: {exception}");
            }
        }

        Assert.True(read > 500 && refused > 500, $"{read} read, {refused} refused");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Encode_spoiled_objects_writes_or_refuses_them(string protocol)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var corpus = Corpus(protocol).Select(pdu => PduInspector.Decode(protocol, pdu).Single()).ToList();
        var (written, refused) = (0, 0);
        for (var input = 0; input < 5_000; input++)
        {
            var pdu = corpus[random.Next(corpus.Count)].DeepClone().AsObject();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                Spoil(pdu, random);
            }

            var json = pdu.ToJsonString();
            try
            {
                var octets = PduInspector.Encode(protocol, pdu);
                Assert.Equal(
                    octets,
                    PduInspector.Encode(protocol, PduInspector.Decode(protocol, octets).Single())
                );
                written++;
            }
            catch (PduFormatException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, {json}: {exception}");
            }
        }

        Assert.True(written > 100 && refused > 500, $"{written} written, {refused} refused");
    }

    private static IEnumerable<byte[]> Corpus(string protocol) =>
        ProtocolVectors.Of(protocol).Select(vector => ProtocolVectors.Octets(vector));

    private static void Spoil(JsonObject pdu, Random random)
    {
        if (pdu.Count == 0)
        {
            pdu["x"] = 1;
            return;
        }

        var fields = pdu.Select(field => field.Key).ToList();
        var name = fields[random.Next(fields.Count)];
        if (pdu[name] is JsonObject inner && random.Next(2) == 0)
        {
            Spoil(inner, random);
            return;
        }

        if (pdu[name] is JsonArray { Count: > 0 } array && random.Next(2) == 0)
        {
            array[random.Next(array.Count)] = Value(random, pdu);
            return;
        }

        switch (random.Next(4))
        {
            case 0:
                pdu.Remove(name);
                break;
            case 1:
                pdu[name + "x"] = Value(random, pdu);
                break;
            default:
                pdu[name] = Value(random, pdu);
                break;
        }
    }

    private static JsonNode? Value(Random random, JsonObject pdu) =>
        random.Next(12) switch
        {
            0 => null,
            1 => random.Next(),
            2 => random.NextInt64(long.MinValue, long.MaxValue),
            3 => 1.5,
            4 => true,
            5 => "",
            6 => "检验\uD83D\uDE00",
            7 => "\uD800",
            8 => Convert.ToHexString(new byte[random.Next(300)]),
            9 => new JsonArray(1, "x", null, new JsonObject { ["value"] = 1 }),
            10 => pdu.DeepClone(),
            _ => (byte)random.Next(256),
        };
}
