using System.Buffers;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.Core.Text;

namespace Yixun.Fuzzing;

/// <inheritdoc/>
internal sealed class FuzzedCmpp : FuzzedProtocol
{
    private const string Account = "901234";
    private const string Secret = "fuzz";
    private readonly byte _version;

    public FuzzedCmpp(byte version)
    {
        _version = version;
        Corpus = [.. MakeCorpus()];
        Probe = Write(output => CmppEncoder.Empty(output, CmppCommand.ActiveTest, 0x0f0f_0f0f));
    }

    public override string Name => _version == CmppVersion.V30 ? "cmpp30" : "cmpp20";

    public override IReadOnlyList<byte[]> Corpus { get; }

    public override byte[] Probe { get; }

    public override bool TryDecode(ReadOnlySpan<byte> octets)
    {
        if (!CmppDecoder.TryReadFrame(octets, CmppDecoder.MaxLength, out var header, out var body))
        {
            return false;
        }

        switch (header.Command)
        {
            case CmppCommand.Connect:
                CmppDecoder.Connect(body);
                break;
            case CmppCommand.ConnectResponse:
                CmppDecoder.ConnectResponse(body);
                break;
            case CmppCommand.Submit:
                ReadSubmit(body);
                break;
            case CmppCommand.SubmitResponse:
                CmppDecoder.SubmitResponse(body);
                break;
            case CmppCommand.Deliver:
                ReadDeliver(body);
                break;
            case CmppCommand.DeliverResponse:
                CmppDecoder.DeliverResponse(body);
                break;
            case CmppCommand.Query:
                CmppDecoder.Query(body);
                break;
            case CmppCommand.QueryResponse:
                CmppDecoder.QueryResponse(body);
                break;
            case CmppCommand.Cancel:
                CmppDecoder.Cancel(body);
                break;
            case CmppCommand.CancelResponse:
                CmppDecoder.CancelResponse(body);
                break;
            default:
                break;
        }

        return true;
    }

    public override ICarrierLink CreateLink(int port, ICarrierLinkHandler handler)
    {
        return new CmppLink(
            new CmppLinkSettings
            {
                Host = "127.0.0.1",
                Port = port,
                Version = _version,
                Account = Account,
                Secret = Secret,
                Backoff = NoPause,
            },
            handler,
            TimeProvider.System,
            new Random(1)
        );
    }

    public override byte[] AcceptLogin(ReadOnlySpan<byte> login)
    {
        CmppDecoder.TryReadFrame(login, CmppDecoder.MaxLength, out var header, out var body);
        var connect = CmppDecoder.Connect(body);
        var proof = CmppAuthenticator.Gateway(0, CmppVersion.IsWide(_version), connect.Authenticator, Secret);
        var sequence = header.Sequence;
        return Write(output =>
            CmppEncoder.ConnectResponse(
                output,
                sequence,
                new CmppConnectResponse(0, proof, _version),
                _version
            )
        );
    }

    private void ReadSubmit(ReadOnlySpan<byte> body)
    {
        var view = new CmppSubmitView(body, new CmppLayout(CmppVersion.IsWide(_version)));
        _ = view.Content.Length;
        for (var index = 0; index < view.DestinationCount; index++)
        {
            _ = view.Destination(index);
        }

        CmppDecoder.Submit(body, _version);
    }

    private void ReadDeliver(ReadOnlySpan<byte> body)
    {
        var view = new CmppDeliverView(body, new CmppLayout(CmppVersion.IsWide(_version)));
        if (!view.IsReport)
        {
            ReadText(view.HasUserDataHeader, view.Format, view.Content);
            SubscriberNumber.Normalize(view.SourceTerminalId);
        }
        else
        {
            CmppDecoder.TryReadReport(view.Content, out _);
        }

        CmppDecoder.Deliver(body, _version);
    }

    private IEnumerable<byte[]> MakeCorpus()
    {
        var wide = CmppVersion.IsWide(_version);
        var proof = new byte[16];
        yield return Write(o =>
            CmppEncoder.Connect(o, 1, new CmppConnect(Account, proof, _version, 703090501))
        );
        yield return Write(o =>
            CmppEncoder.ConnectResponse(o, 1, new CmppConnectResponse(0, proof, _version), _version)
        );
        foreach (var (format, content) in Contents())
        {
            var submit = new CmppSubmit
            {
                Destinations = ["13800138000", "13900139000"],
                Content = content,
                Format = format,
                UserDataHeaderIndicator = content[0] == 5 ? (byte)1 : (byte)0,
                ServiceId = "YYTZ",
                MessageSource = Account,
                SourceId = "106900001234",
                RegisteredDelivery = 1,
                ValidityTime = "261123010101032+",
            };
            yield return Write(o => CmppEncoder.Submit(o, 2, submit, _version));
            var deliver = new CmppDeliver
            {
                MessageId = 0x71a4504027110001,
                DestinationId = "10690000123401",
                SourceTerminalId = "13800138000",
                Format = format,
                UserDataHeaderIndicator = submit.UserDataHeaderIndicator,
                Content = content,
            };
            yield return Write(o => CmppEncoder.Deliver(o, 3, deliver, _version));
        }

        var report = new byte[wide ? 71 : 60];
        CmppEncoder.Report(
            report,
            new CmppStatusReport(1, "DELIVRD", "2611230101", "2611230102", "13800138000", 7),
            _version
        );
        yield return Write(o =>
            CmppEncoder.Deliver(
                o,
                4,
                new CmppDeliver
                {
                    MessageId = 5,
                    DestinationId = "106900001234",
                    SourceTerminalId = "13800138000",
                    RegisteredDelivery = 1,
                    Content = report,
                },
                _version
            )
        );
        yield return Write(o => CmppEncoder.SubmitResponse(o, 5, new CmppSubmitResponse(9, 8), _version));
        yield return Write(o => CmppEncoder.DeliverResponse(o, 6, new CmppDeliverResponse(9, 0), _version));
        var query = new CmppQuery("20261123", 1, "YYTZ");
        yield return Write(o => CmppEncoder.Query(o, 7, query));
        yield return Write(o =>
            CmppEncoder.QueryResponse(o, 7, new CmppQueryResponse(query, 1, 2, 3, 4, 5, 6, 7, 8))
        );
        yield return Write(o => CmppEncoder.Cancel(o, 8, 77));
        yield return Write(o => CmppEncoder.CancelResponse(o, 8, 0, _version));
        yield return Write(o => CmppEncoder.ActiveTestResponse(o, 9));
        foreach (
            var command in new[]
            {
                CmppCommand.ActiveTest,
                CmppCommand.Terminate,
                CmppCommand.TerminateResponse,
            }
        )
        {
            yield return Write(o => CmppEncoder.Empty(o, command, 10));
        }
    }
}
