using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>Login of CMPP (CMPP 2.0 and 3.0 §7.4.1), with the fall back to the lower version.</summary>
internal sealed class CmppProtocol(CmppLinkSettings settings) : LinkProtocol
{
    private byte _version = settings.Version;
    private byte[] _authenticator = [];

    public override void WriteLogin(OutboundBuffer output, DateTimeOffset now)
    {
        var timestamp = CmppAuthenticator.Timestamp(now);
        _authenticator = CmppAuthenticator.Source(settings.Account, settings.Secret, timestamp);
        CmppEncoder.Connect(
            output,
            1,
            new CmppConnect(settings.Account, _authenticator, _version, timestamp)
        );
    }

    public override LinkLogin? ReadLogin(InboundBuffer inbound)
    {
        if (!CmppDecoder.TryReadFrame(inbound.Unread, settings.MaxPduLength, out var header, out var body))
        {
            return null;
        }

        if (header.Command != CmppCommand.ConnectResponse)
        {
            throw new CarrierProtocolException($"0x{(uint)header.Command:x8} in place of CONNECT_RESP.");
        }

        var response = CmppDecoder.ConnectResponse(body);
        inbound.Consume(header.Length);
        return response.Status == CmppStatus.Ok ? Accepted(response) : Refused(response.Status);
    }

    public override LinkSession CreateSession(SessionContext context) =>
        new CmppSession(settings, _version, context);

    private LinkLogin Accepted(CmppConnectResponse response)
    {
        var isGenuine = CmppAuthenticator.GatewayMatches(
            response.Status,
            response.Authenticator,
            _authenticator,
            settings.Secret
        );
        return new LinkLogin(
            null,
            $"version 0x{_version:x2}",
            isGenuine ? null : "the gateway's authenticator does not match"
        );
    }

    private LinkLogin Refused(uint status)
    {
        var lower =
            status == CmppStatus.VersionTooHigh
            && settings.AllowVersionFallback
            && CmppVersion.IsWide(_version);
        if (lower)
        {
            _version = CmppVersion.V20;
        }

        var detail = $"status {status}: {CmppStatus.DescribeLogin(status)}";
        return new LinkLogin(
            new LinkSessionEnd(
                CarrierConnectionEventKind.LoginRefused,
                detail,
                CmppStatus.IsFatalLogin(status),
                lower
            ),
            detail
        );
    }
}
