using System.Buffers;
using System.Buffers.Binary;
using CsCheck;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.Carriers.Tests.Vectors;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests.Cmpp;

public sealed class CmppCodecTests
{
    private static readonly Gen<byte> Version = Gen.OneOf(
        Gen.Const(CmppVersion.V20),
        Gen.Const(CmppVersion.V21),
        Gen.Const(CmppVersion.V30)
    );

    private static Gen<string> Text(int width) => Gen.String[Gen.Char['0', 'z'], 0, width];

    private static readonly Gen<CmppSubmit> Submits =
        from octets in Gen.Byte.Array[9]
        from service in Text(10)
        from source in Text(21)
        from tail in Text(8)
        from fee in Text(6)
        from destinations in Text(21).Array[1, 99]
        from content in Gen.Byte.Array[0, 255]
        select new CmppSubmit
        {
            MessageId = octets[0],
            Total = octets[1],
            Index = octets[2],
            RegisteredDelivery = octets[3],
            Level = octets[4],
            ServiceId = service,
            FeeUserType = octets[5],
            FeeTerminalId = source,
            ProtocolId = octets[6],
            UserDataHeaderIndicator = octets[7],
            Format = octets[8],
            MessageSource = fee,
            FeeType = "01",
            FeeCode = fee,
            ValidityTime = "261231235959032+",
            SourceId = source,
            Destinations = destinations,
            Content = content,
            LinkId = tail,
        };

    private static readonly Gen<CmppDeliver> Delivers =
        from octets in Gen.Byte.Array[4]
        from id in Gen.ULong
        from service in Text(10)
        from number in Text(21)
        from tail in Text(8)
        from content in Gen.Byte.Array[0, 255]
        select new CmppDeliver
        {
            MessageId = id,
            DestinationId = number,
            ServiceId = service,
            ProtocolId = octets[0],
            UserDataHeaderIndicator = octets[1],
            Format = octets[2],
            SourceTerminalId = number,
            RegisteredDelivery = octets[3],
            Content = content,
            LinkId = tail,
        };

    [Fact]
    public void Submit_random_survives_the_wire() =>
        Gen.Select(Submits, Version, Gen.UInt)
            .Sample(
                (submit, version, sequence) =>
                {
                    var encoded = CmppPdus.Encode(CmppCommand.Submit, sequence, submit, version);
                    var decoded = CmppDecoder.Submit(encoded.AsSpan(CmppHeader.Size), version);
                    return decoded.Destinations.SequenceEqual(submit.Destinations)
                        && decoded.Content.Span.SequenceEqual(submit.Content.Span)
                        && decoded with
                        {
                            Destinations = submit.Destinations,
                            Content = submit.Content,
                        } == submit
                        && CmppPdus
                            .Encode(CmppCommand.Submit, sequence, decoded, version)
                            .SequenceEqual(encoded);
                },
                iter: 2000
            );

    [Fact]
    public void Deliver_random_survives_the_wire() =>
        Gen.Select(Delivers, Version, Gen.UInt)
            .Sample(
                (deliver, version, sequence) =>
                {
                    var encoded = CmppPdus.Encode(CmppCommand.Deliver, sequence, deliver, version);
                    var decoded = CmppDecoder.Deliver(encoded.AsSpan(CmppHeader.Size), version);
                    return decoded.Content.Span.SequenceEqual(deliver.Content.Span)
                        && decoded with { Content = deliver.Content } == deliver;
                },
                iter: 2000
            );

    [Fact]
    public void QueryResponse_random_survives_the_wire() =>
        Gen
            .UInt.Array[8]
            .Sample(counts =>
            {
                var pdu = new CmppQueryResponse(
                    new CmppQuery("20260703", 1, "YYTZ"),
                    counts[0],
                    counts[1],
                    counts[2],
                    counts[3],
                    counts[4],
                    counts[5],
                    counts[6],
                    counts[7]
                );
                var encoded = CmppPdus.Encode(CmppCommand.QueryResponse, 7, pdu, CmppVersion.V20);
                return encoded.Length == 63 && CmppDecoder.QueryResponse(encoded.AsSpan(12)) == pdu;
            });

    [Fact]
    public void Responses_random_survive_the_wire() =>
        Gen.Select(Gen.ULong, Gen.Byte, Version)
            .Sample(
                (id, result, version) =>
                {
                    var submit = CmppPdus.Encode(
                        CmppCommand.SubmitResponse,
                        1,
                        new CmppSubmitResponse(id, result),
                        version
                    );
                    var cancel = CmppPdus.Encode(CmppCommand.CancelResponse, 1, (uint)result, version);
                    return CmppDecoder.SubmitResponse(submit.AsSpan(12)) == new CmppSubmitResponse(id, result)
                        && CmppDecoder.CancelResponse(cancel.AsSpan(12)) == result
                        && submit.Length == (version == CmppVersion.V30 ? 24 : 21);
                }
            );

    [Fact]
    public void Template_segment_equals_the_encoder() =>
        Gen.Select(Version, Gen.Byte.Array[0, 140], Gen.Int[1, 255], Gen.Bool)
            .Sample(
                (version, content, total, ucs2) =>
                {
                    var settings = new CmppLinkSettings
                    {
                        Host = "gateway",
                        Port = 7890,
                        Account = "901234",
                        Secret = "1234",
                        ServiceId = "YYTZ",
                        Version = version,
                    };
                    var segment = new SubmitSegment
                    {
                        MessageId = 1,
                        Index = total,
                        Total = total,
                        Destination = "13800138000",
                        Source = "106900001234",
                        Coding = ucs2 ? TextCoding.Ucs2 : TextCoding.Ascii,
                        UserData = content,
                    };
                    // A used buffer: nothing of an earlier PDU may show through.
                    var output = new OutboundBuffer(8192);
                    output.GetSpan(8192).Fill(0xEE);
                    new CmppSubmitTemplate(settings, version).Write(output, 77, segment);
                    var expected = new CmppSubmit
                    {
                        Total = (byte)total,
                        Index = (byte)total,
                        RegisteredDelivery = 1,
                        ServiceId = "YYTZ",
                        FeeUserType = 2,
                        UserDataHeaderIndicator = total > 1 ? (byte)1 : (byte)0,
                        Format = ucs2 ? (byte)8 : (byte)0,
                        MessageSource = "901234",
                        FeeType = "01",
                        FeeCode = "000000",
                        SourceId = "106900001234",
                        Destinations = ["13800138000"],
                        Content = content,
                    };
                    return output
                        .Take()
                        .Span.SequenceEqual(CmppPdus.Encode(CmppCommand.Submit, 77, expected, version));
                },
                iter: 500
            );

    [Fact]
    public void Decode_random_octets_throws_nothing_but_the_protocol_exception() =>
        Gen.Select(Gen.Byte.Array[0, 400], Version, Gen.Enum<CmppCommand>())
            .Sample((octets, version, command) => Survives(command, octets, version), iter: 20_000);

    [Fact]
    public void Decode_mutated_vectors_throws_nothing_but_the_protocol_exception()
    {
        const int seed = 20260703;
        var random = new Random(seed);
        var vectors = ProtocolVectors
            .Of("cmpp20", "cmpp30")
            .Select(vector => ProtocolVectors.Octets(vector))
            .ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var octets = (byte[])vectors[random.Next(vectors.Length)].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                octets[random.Next(octets.Length)] = (byte)random.Next(256);
            }

            octets = octets[..random.Next(octets.Length + 1)];
            var version = random.Next(2) == 0 ? CmppVersion.V20 : CmppVersion.V30;
            try
            {
                if (CmppDecoder.TryReadFrame(octets, CmppDecoder.MaxLength, out var header, out var body))
                {
                    Assert.True(
                        Survives(header.Command, body.ToArray(), version),
                        $"seed {seed}, round {round}"
                    );
                }
            }
            catch (CarrierProtocolException)
            {
                // An impossible length is what it should say.
            }
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(11u)]
    [InlineData(8193u)]
    [InlineData(uint.MaxValue)]
    public void TryReadFrame_impossible_length_throws(uint length)
    {
        var octets = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(octets, length);
        Assert.Throws<CarrierProtocolException>(() =>
            CmppDecoder.TryReadFrame(octets, CmppDecoder.MaxLength, out _, out _)
        );
    }

    [Fact]
    public void TryReadFrame_missing_octets_is_false()
    {
        var octets = ProtocolVectors.Octets(ProtocolVectors.Named("cmpp30-submit-ucs2"));
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.False(
                CmppDecoder.TryReadFrame(octets.AsSpan(0, length), CmppDecoder.MaxLength, out _, out _)
            );
        }
    }

    [Theory]
    [InlineData(18, 3u)]
    [InlineData(21, 3u)]
    [InlineData(2, 3u)]
    [InlineData(5, 3u)]
    [InlineData(1, 3u)]
    public void ConnectResponse_is_read_by_its_length(int length, uint status)
    {
        var body = new byte[length];
        body[length is 21 or 5 ? 3 : 0] = (byte)status;
        body[^1] = length > 1 ? (byte)0x30 : body[^1];
        var response = CmppDecoder.ConnectResponse(body);
        Assert.Equal(status, response.Status);
        Assert.Equal(length > 1 ? 0x30 : 0, response.Version);
    }

    [Theory]
    [InlineData(CmppVersion.V20, CmppVersion.V30, 71)]
    [InlineData(CmppVersion.V30, CmppVersion.V20, 60)]
    public void TryReadReport_layout_of_the_other_version_is_read(byte session, byte block, int width)
    {
        var report = new CmppStatusReport(5, "DELIVRD", "2607030905", "2607030906", "13800138000", 9);
        var content = new byte[width];
        CmppEncoder.Report(content, report, block);
        var deliver = new CmppDeliver { RegisteredDelivery = 1, Content = content };
        var encoded = CmppPdus.Encode(CmppCommand.Deliver, 1, deliver, session);
        var view = new CmppDeliverView(encoded.AsSpan(12), new CmppLayout(CmppVersion.IsWide(session)));
        Assert.True(CmppDecoder.TryReadReport(view.Content, out var read));
        Assert.Equal(report, read);
    }

    [Fact]
    public void Deliver_report_eleven_octets_short_keeps_the_report()
    {
        var octets = ProtocolVectors.Octets(ProtocolVectors.Named("cmpp30-deliver-report-delivrd"));
        var body = octets.AsSpan(12, octets.Length - 12 - 11);
        var deliver = CmppDecoder.Deliver(body, CmppVersion.V30);
        Assert.True(CmppDecoder.TryReadReport(deliver.Content.Span, out var report));
        Assert.Equal("DELIVRD", report.Status);
        Assert.Equal("", deliver.LinkId);
    }

    [Fact]
    public void Deliver_with_esm_class_udhi_has_a_header()
    {
        var deliver = new CmppDeliver { UserDataHeaderIndicator = 0x40 };
        var encoded = CmppPdus.Encode(CmppCommand.Deliver, 1, deliver, CmppVersion.V20);
        Assert.True(new CmppDeliverView(encoded.AsSpan(12), new CmppLayout(false)).HasUserDataHeader);
    }

    [Fact]
    public void Source_short_account_throws() =>
        Assert.Throws<ArgumentException>(() => CmppAuthenticator.Source("90123", "1234", 1));

    [Fact]
    public void Settings_text_hides_the_secret()
    {
        var settings = new CmppLinkSettings
        {
            Host = "gateway",
            Port = 1,
            Account = "901234",
            Secret = "hidden-word",
        };
        Assert.DoesNotContain("hidden-word", settings.ToString(), StringComparison.Ordinal);
    }

    private static bool Survives(CmppCommand command, byte[] body, byte version)
    {
        try
        {
            // Exactly as long as the body: reading further throws something else.
            var pdu = CmppPdus.Decode(command, body, version);
            if (pdu is CmppDeliver deliver)
            {
                CmppDecoder.TryReadReport(deliver.Content.Span, out _);
                var header = UserDataHeader.Parse(deliver.Content.Span);
                InboundText.Decode(deliver.Format, deliver.Content.Span[header.Length..]);
            }

            return true;
        }
        catch (CarrierProtocolException)
        {
            return true;
        }
    }
}
