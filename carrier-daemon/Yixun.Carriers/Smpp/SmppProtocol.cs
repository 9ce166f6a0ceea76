using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp.Codec;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Carriers.Smpp;

/// <summary>Bind of SMPP (SMPP 3.4 §4.1).</summary>
/// <param name="bind">Which of the three binds.</param>
internal sealed class SmppProtocol(SmppLinkSettings settings, SmppCommand bind) : LinkProtocol
{
    private const uint ResponseBit = 0x8000_0000;

    public override ConnectionUse Use =>
        bind == SmppCommand.BindReceiver ? ConnectionUse.Receive : ConnectionUse.Submit;

    public override void WriteLogin(OutboundBuffer output, DateTimeOffset now) =>
        SmppEncoder.Bind(
            output,
            bind,
            1,
            new SmppBind(settings.Account, settings.Secret, settings.SystemType)
        );

    public override LinkLogin? ReadLogin(InboundBuffer inbound)
    {
        if (!SmppDecoder.TryReadFrame(inbound.Unread, settings.MaxPduLength, out var header, out var body))
        {
            return null;
        }

        var isAnswer = (uint)header.Command == ((uint)bind | ResponseBit);
        if (!isAnswer && header.Command != SmppCommand.GenericNack)
        {
            throw new CarrierProtocolException($"0x{(uint)header.Command:x8} in place of a bind's response.");
        }

        var systemId = isAnswer && header.Status == SmppStatus.Ok ? SmppDecoder.BindResponse(body) : "";
        inbound.Consume(header.Length);
        if (isAnswer && header.Status == SmppStatus.Ok)
        {
            return new LinkLogin(null, $"{bind} to {systemId}");
        }

        var detail = $"status {header.Status}: {SmppStatus.DescribeBind(header.Status)}";
        return new LinkLogin(
            new LinkSessionEnd(
                CarrierConnectionEventKind.LoginRefused,
                detail,
                SmppStatus.IsFatalBind(header.Status)
            ),
            detail
        );
    }

    public override LinkSession CreateSession(SessionContext context) =>
        new SmppSession(settings, bind != SmppCommand.BindReceiver, context);
}
