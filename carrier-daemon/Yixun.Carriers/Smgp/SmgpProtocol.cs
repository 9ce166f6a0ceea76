using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Codec;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp;

/// <summary>Login of SMGP (SMGP 3.0.3 §5.2).</summary>
/// <param name="mode">LoginMode: 0 sends, 1 receives, 2 both.</param>
internal sealed class SmgpProtocol(SmgpLinkSettings settings, byte mode) : LinkProtocol
{
    private const byte ReceivesOnly = 1;
    private byte[] _authenticator = [];

    public override ConnectionUse Use => mode == ReceivesOnly ? ConnectionUse.Receive : ConnectionUse.Submit;

    public override void WriteLogin(OutboundBuffer output, DateTimeOffset now)
    {
        var timestamp = CarrierClock.MonthToSecond(now);
        _authenticator = SmgpAuthenticator.Client(settings.Account, settings.Secret, timestamp);
        SmgpEncoder.Login(
            output,
            1,
            new SmgpLogin(settings.Account, _authenticator, mode, timestamp, settings.Version)
        );
    }

    public override LinkLogin? ReadLogin(InboundBuffer inbound)
    {
        if (!SmgpDecoder.TryReadFrame(inbound.Unread, settings.MaxPduLength, out var header, out var body))
        {
            return null;
        }

        if (header.Command != SmgpCommand.LoginResponse)
        {
            throw new CarrierProtocolException($"0x{(uint)header.Command:x8} in place of Login_Resp.");
        }

        var response = SmgpDecoder.LoginResponse(body);
        inbound.Consume(header.Length);
        return response.Status == SmgpStatus.Ok ? Accepted(response) : Refused(response.Status);
    }

    public override LinkSession CreateSession(SessionContext context) =>
        new SmgpSession(settings, mode, context);

    private LinkLogin Accepted(SmgpLoginResponse response)
    {
        var isGenuine = SmgpAuthenticator.ServerMatches(
            response.Status,
            response.Authenticator,
            _authenticator,
            settings.Secret
        );
        return new LinkLogin(
            null,
            $"version 0x{response.Version:x2}, mode {mode}",
            isGenuine ? null : "the gateway's authenticator does not match"
        );
    }

    private static LinkLogin Refused(uint status)
    {
        var detail = $"status {status}: {SmgpStatus.DescribeLogin(status)}";
        return new LinkLogin(
            new LinkSessionEnd(
                CarrierConnectionEventKind.LoginRefused,
                detail,
                SmgpStatus.IsFatalLogin(status)
            ),
            detail
        );
    }
}
