using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp;
using Yixun.Carriers.Smgp.Codec;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Fuzzing;

/// <inheritdoc/>
internal sealed class FuzzedSmgp : FuzzedProtocol
{
    private const string Account = "10001234";
    private const string Secret = "fuzz";
    private const byte Version = 0x30;

    public FuzzedSmgp()
    {
        Corpus = [.. MakeCorpus()];
        Probe = Write(output => SmgpEncoder.Empty(output, SmgpCommand.ActiveTest, 0x0f0f_0f0f));
    }

    public override string Name => "smgp";

    public override IReadOnlyList<byte[]> Corpus { get; }

    public override byte[] Probe { get; }

    public override bool TryDecode(ReadOnlySpan<byte> octets)
    {
        if (!SmgpDecoder.TryReadFrame(octets, SmgpDecoder.MaxLength, out var header, out var body))
        {
            return false;
        }

        switch (header.Command)
        {
            case SmgpCommand.Login:
                SmgpDecoder.Login(body);
                break;
            case SmgpCommand.LoginResponse:
                SmgpDecoder.LoginResponse(body);
                break;
            case SmgpCommand.Submit:
                new SmgpSubmitView(body, SmgpLayout.Of(Version)).ToSubmit();
                new SmgpSubmitView(body, SmgpLayout.Of(Version)).HasUserDataHeader.ToString();
                break;
            case SmgpCommand.SubmitResponse or SmgpCommand.DeliverResponse:
                SmgpMessageId.ToCarrierId(SmgpDecoder.Response(body).MessageId);
                break;
            case SmgpCommand.Deliver:
                ReadDeliver(new SmgpDeliverView(body));
                break;
            default:
                break;
        }

        return true;
    }

    public override ICarrierLink CreateLink(int port, ICarrierLinkHandler handler) =>
        new SmgpLink(
            new SmgpLinkSettings
            {
                Host = "127.0.0.1",
                Port = port,
                Account = Account,
                Secret = Secret,
                Backoff = NoPause,
            },
            handler,
            TimeProvider.System,
            new Random(1)
        );

    public override byte[] AcceptLogin(ReadOnlySpan<byte> login)
    {
        SmgpDecoder.TryReadFrame(login, SmgpDecoder.MaxLength, out var header, out var body);
        var proof = SmgpAuthenticator.Server(0, SmgpDecoder.Login(body).Authenticator, Secret);
        return Write(output =>
            SmgpEncoder.LoginResponse(output, header.Sequence, new SmgpLoginResponse(0, proof, Version))
        );
    }

    private static void ReadDeliver(in SmgpDeliverView view)
    {
        view.ToDeliver();
        if (view.IsReport)
        {
            if (SmgpReportText.TryRead(view.Content, out var report))
            {
                CarrierClock.Read(report.DoneTime, TimeSpan.Zero);
            }

            return;
        }

        SubscriberNumber.Normalize(view.Source);
        ReadText(view.HasUserDataHeader, view.Format, view.Content);
    }

    private static IEnumerable<byte[]> MakeCorpus()
    {
        yield return Write(o =>
            SmgpEncoder.Login(o, 1, new SmgpLogin(Account, new byte[16], 2, 703090501, Version))
        );
        yield return Write(o =>
            SmgpEncoder.LoginResponse(o, 1, new SmgpLoginResponse(0, new byte[16], Version))
        );
        var flag = new SmgpOption(SmgpTag.UserDataHeaderIndicator, new byte[] { 1 });
        var unknown = new SmgpOption((SmgpTag)0x0014, new byte[] { 1, 2, 3 });
        foreach (var (format, content) in Contents())
        {
            SmgpOption[] options = content[0] == 5 ? [unknown, flag] : [unknown];
            yield return Write(o =>
                SmgpEncoder.Submit(
                    o,
                    2,
                    new SmgpSubmit
                    {
                        NeedReport = 1,
                        ServiceId = "YYTZ",
                        Format = format,
                        Source = "106590001234",
                        Destinations = ["13800138000", "13900139000"],
                        Content = content,
                        Options = options,
                    },
                    Version
                )
            );
            yield return Write(o =>
                SmgpEncoder.Deliver(
                    o,
                    3,
                    new SmgpDeliver
                    {
                        MessageId = 7,
                        Format = format,
                        Source = "8613800138000",
                        Destination = "106590001234",
                        Content = content,
                        Options = options,
                    }
                )
            );
        }

        var report = new byte[SmgpReportText.Length];
        SmgpReportText.Write(
            report,
            new SmgpStatusReport("01006107030905012320", "DELIVRD", "2607030905", "2607030906", "000")
        );
        yield return Write(o =>
            SmgpEncoder.Deliver(o, 4, new SmgpDeliver { IsReport = true, Content = report })
        );
        yield return Write(o => SmgpEncoder.SubmitResponse(o, 5, new SmgpResponse(9, 1)));
        yield return Write(o => SmgpEncoder.DeliverResponse(o, 6, new SmgpResponse(9, 0)));
        foreach (
            var command in new[]
            {
                SmgpCommand.ActiveTest,
                SmgpCommand.ActiveTestResponse,
                SmgpCommand.Exit,
                SmgpCommand.ExitResponse,
            }
        )
        {
            yield return Write(o => SmgpEncoder.Empty(o, command, 10));
        }
    }
}
