using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip;
using Yixun.Carriers.Sgip.Codec;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Fuzzing;

/// <inheritdoc/>
internal sealed class FuzzedSgip : FuzzedProtocol
{
    private static readonly SgipSequence Sequence = new(101_001, 703_090_510, 7);

    public FuzzedSgip()
    {
        Corpus = [.. MakeCorpus()];
        // There is no link test; every side must answer a UserRpt.
        Probe = UserReport(new SgipSequence(0x0f0f_0f0f, 1, 1));
    }

    public override string Name => "sgip";

    public override IReadOnlyList<byte[]> Corpus { get; }

    public override byte[] Probe { get; }

    public override bool TryDecode(ReadOnlySpan<byte> octets)
    {
        if (!SgipDecoder.TryReadFrame(octets, SgipDecoder.MaxLength, out var header, out var body))
        {
            return false;
        }

        switch (header.Command)
        {
            case SgipCommand.Bind:
                SgipDecoder.Bind(body);
                break;
            case SgipCommand.Submit:
                new SgipSubmitView(body).ToSubmit();
                break;
            case SgipCommand.Deliver:
                var view = new SgipDeliverView(body);
                view.ToDeliver();
                SubscriberNumber.Normalize(view.UserNumber);
                ReadText(view.HasUserDataHeader, view.Coding, view.Content);
                break;
            case SgipCommand.Report:
                var report = SgipDecoder.Report(body);
                _ = report.Status + report.Submit.ToCarrierId();
                break;
            case SgipCommand.BindResponse
            or SgipCommand.SubmitResponse
            or SgipCommand.DeliverResponse
            or SgipCommand.ReportResponse:
                SgipDecoder.Response(body);
                break;
            default:
                break;
        }

        return true;
    }

    public override ICarrierLink CreateLink(int port, ICarrierLinkHandler handler) =>
        new SgipLink(
            new SgipLinkSettings
            {
                Host = "127.0.0.1",
                Port = port,
                Account = "hospital",
                Secret = "fuzz",
                Node = 3_010_012_345,
                CorpId = "12345",
                IdleClose = null,
                Backoff = NoPause,
            },
            handler,
            TimeProvider.System,
            new Random(1)
        );

    public override byte[] AcceptLogin(ReadOnlySpan<byte> login)
    {
        SgipDecoder.TryReadFrame(login, SgipDecoder.MaxLength, out var header, out _);
        return Write(output =>
            SgipEncoder.Response(output, SgipCommand.BindResponse, header.Sequence, SgipResult.Ok)
        );
    }

    private static byte[] UserReport(SgipSequence sequence)
    {
        var pdu = new byte[SgipHeader.Size + 51];
        pdu[3] = (byte)pdu.Length;
        pdu[7] = (byte)SgipCommand.UserReport;
        sequence.Write(pdu.AsSpan(8));
        return pdu;
    }

    private static IEnumerable<byte[]> MakeCorpus()
    {
        yield return Write(o => SgipEncoder.Bind(o, Sequence, new SgipBind(1, "hospital", "secret08")));
        foreach (var (coding, content) in Contents())
        {
            var flag = content[0] == 5 ? (byte)1 : (byte)0;
            yield return Write(o =>
                SgipEncoder.Submit(
                    o,
                    Sequence,
                    new SgipSubmit
                    {
                        SpNumber = "106550001234",
                        UserNumbers = ["8613800138000", "8613900139000"],
                        CorpId = "12345",
                        Coding = coding,
                        UserDataHeaderIndicator = flag,
                        Content = content,
                    }
                )
            );
            yield return Write(o =>
                SgipEncoder.Deliver(
                    o,
                    Sequence,
                    new SgipDeliver
                    {
                        UserNumber = "8613800138000",
                        SpNumber = "106550001234",
                        Coding = coding,
                        UserDataHeaderIndicator = flag,
                        Content = content,
                    }
                )
            );
        }

        yield return Write(o =>
            SgipEncoder.Report(o, Sequence, new SgipReport(Sequence, 0, "8613800138000", 2, 25))
        );
        yield return UserReport(Sequence);
        foreach (
            var command in new[]
            {
                SgipCommand.BindResponse,
                SgipCommand.SubmitResponse,
                SgipCommand.DeliverResponse,
                SgipCommand.ReportResponse,
            }
        )
        {
            yield return Write(o => SgipEncoder.Response(o, command, Sequence, 0));
        }

        yield return Write(o => SgipEncoder.Empty(o, SgipCommand.Unbind, Sequence));
        yield return Write(o => SgipEncoder.Empty(o, SgipCommand.UnbindResponse, Sequence));
    }
}
