using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp;
using Yixun.Carriers.Smpp.Codec;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Fuzzing;

/// <inheritdoc/>
internal sealed class FuzzedSmpp : FuzzedProtocol
{
    private const string Account = "hospital";

    /// <summary>generic_nack with ESME_RINVCMDID.</summary>
    private static ReadOnlySpan<byte> UnknownRequest => [0x80, 0, 0, 0, 0, 0, 0, 3];

    public FuzzedSmpp()
    {
        Corpus = [.. MakeCorpus()];
        Probe = Write(output => SmppEncoder.Empty(output, SmppCommand.EnquireLink, 0x0f0f_0f0f));
    }

    public override string Name => "smpp";

    public override IReadOnlyList<byte[]> Corpus { get; }

    public override byte[] Probe { get; }

    // Octets out of step look like requests that nobody knows: each is answered, and the connection goes on.
    public override bool IsAnswered(ReadOnlySpan<byte> received) =>
        received.IndexOf(Probe.AsSpan(12, 4)) >= 0 || received.IndexOf(UnknownRequest) >= 0;

    public override bool TryDecode(ReadOnlySpan<byte> octets)
    {
        if (!SmppDecoder.TryReadFrame(octets, SmppDecoder.MaxLength, out var header, out var body))
        {
            return false;
        }

        switch (header.Command)
        {
            case SmppCommand.BindTransceiver or SmppCommand.BindTransmitter or SmppCommand.BindReceiver:
                SmppDecoder.Bind(body);
                break;
            case SmppCommand.BindTransceiverResponse:
                SmppDecoder.BindResponse(body);
                break;
            case SmppCommand.SubmitSmResponse or SmppCommand.DeliverSmResponse:
                foreach (var format in Enum.GetValues<SmppIdFormat>())
                {
                    SmppMessageId.OfResponse(SmppDecoder.MessageId(body), format);
                }

                break;
            case SmppCommand.SubmitSm or SmppCommand.DeliverSm:
                Read(new SmppMessageView(body));
                new SmppMessageView(body).ToMessage();
                break;
            case SmppCommand.DataSm:
                Read(new SmppMessageView(body, isData: true));
                break;
            default:
                break;
        }

        return true;
    }

    public override ICarrierLink CreateLink(int port, ICarrierLinkHandler handler) =>
        new SmppLink(
            new SmppLinkSettings
            {
                Host = "127.0.0.1",
                Port = port,
                Account = Account,
                Secret = "fuzz",
                Backoff = NoPause,
            },
            handler,
            TimeProvider.System,
            new Random(1)
        );

    public override byte[] AcceptLogin(ReadOnlySpan<byte> login)
    {
        SmppDecoder.TryReadFrame(login, SmppDecoder.MaxLength, out var header, out _);
        return Write(output =>
            SmppEncoder.BindResponse(
                output,
                SmppCommand.BindTransceiverResponse,
                header.Sequence,
                "SMSC",
                0x34
            )
        );
    }

    private static void Read(in SmppMessageView view)
    {
        SubscriberNumber.Normalize(view.Source);
        _ = view.SarPlace;
        if (SmppReceiptText.LooksLikeOne(view.Content))
        {
            CarrierClock.Read(SmppReceiptText.Read(view.Content).DoneTime, TimeSpan.Zero);
        }

        var header = view.HasUserDataHeader ? UserDataHeader.Parse(view.Content) : default;
        SmppText.Decode(view.DataCoding, view.Content[header.Length..]);
    }

    private static IEnumerable<byte[]> MakeCorpus()
    {
        foreach (var bind in new[] { SmppCommand.BindTransceiver, SmppCommand.BindReceiver })
        {
            yield return Write(o => SmppEncoder.Bind(o, bind, 1, new SmppBind(Account, "secret08")));
        }

        yield return Write(o =>
            SmppEncoder.BindResponse(o, SmppCommand.BindTransceiverResponse, 1, "SMSC", 0x34)
        );
        foreach (var (coding, content) in Contents())
        {
            foreach (var command in new[] { SmppCommand.SubmitSm, SmppCommand.DeliverSm })
            {
                yield return Write(o => SmppEncoder.Message(o, command, 2, Message(coding, content)));
            }
        }

        var receipt =
            "id:2050955714 sub:001 dlvrd:001 submit date:2607030905 done date:2607030906 stat:DELIVRD err:000 text:hello"u8;
        var marked = Message(0, receipt.ToArray()) with { EsmClass = 4 };
        yield return Write(o => SmppEncoder.Message(o, SmppCommand.DeliverSm, 3, marked));
        var bare = marked with
        {
            Content = default,
            Options =
            [
                new SmppOption(SmppTag.ReceiptedMessageId, "7A3F19C2\0"u8.ToArray()),
                new SmppOption(SmppTag.MessageState, new byte[] { 2 }),
            ],
        };
        yield return Write(o => SmppEncoder.Message(o, SmppCommand.DeliverSm, 4, bare));
        yield return Write(o => SmppEncoder.MessageResponse(o, SmppCommand.SubmitSmResponse, 5, "7A3F19C2"));
        yield return Write(o => SmppEncoder.MessageResponse(o, SmppCommand.DeliverSmResponse, 6, ""));
        foreach (
            var command in new[]
            {
                SmppCommand.EnquireLink,
                SmppCommand.EnquireLinkResponse,
                SmppCommand.Unbind,
                SmppCommand.UnbindResponse,
                SmppCommand.GenericNack,
            }
        )
        {
            yield return Write(o => SmppEncoder.Empty(o, command, 10));
        }
    }

    private static SmppMessage Message(byte coding, byte[] content) =>
        new()
        {
            Source = "106900001234",
            Destination = "8613800138000",
            EsmClass = content[0] == 5 ? (byte)0x40 : (byte)0,
            RegisteredDelivery = 1,
            DataCoding = coding,
            Content = content,
            Options =
            [
                new SmppOption(SmppTag.SarReference, new byte[] { 0, 7 }),
                new SmppOption(SmppTag.SarTotal, new byte[] { 2 }),
                new SmppOption(SmppTag.SarIndex, new byte[] { 1 }),
                new SmppOption((SmppTag)0x1400, new byte[] { 1, 2, 3 }),
            ],
        };
}
