using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Codec;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Carriers.Sgip;

/// <summary>Login of our connections (SGIP 1.2 §4.2.3.1), and the numbers that go on from session to session.</summary>
internal sealed class SgipProtocol(SgipLinkSettings settings, TimeProvider time) : LinkProtocol
{
    // Reports name a Submit by node, second and counter alone: no other connection or process may count alike.
    private uint _counter = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private SgipSession? _session;

    public override void WriteLogin(OutboundBuffer output, DateTimeOffset now)
    {
        _counter = _session?.UpcomingSequence ?? _counter;
        SgipEncoder.Bind(
            output,
            new SgipSequence(settings.Node, CarrierClock.MonthToSecond(now), _counter++),
            new SgipBind(1, settings.Account, settings.Secret)
        );
    }

    public override LinkLogin? ReadLogin(InboundBuffer inbound)
    {
        if (!SgipDecoder.TryReadFrame(inbound.Unread, settings.MaxPduLength, out var header, out var body))
        {
            return null;
        }

        if (header.Command != SgipCommand.BindResponse)
        {
            throw new CarrierProtocolException($"0x{(uint)header.Command:x8} in place of Bind_Resp.");
        }

        var result = SgipDecoder.Response(body);
        inbound.Consume(header.Length);
        if (result == SgipResult.Ok)
        {
            return new LinkLogin(null, "type 1");
        }

        var detail = $"status {result}: {SgipResult.DescribeLogin(result)}";
        return new LinkLogin(
            new LinkSessionEnd(
                CarrierConnectionEventKind.LoginRefused,
                detail,
                SgipResult.IsFatalLogin(result)
            ),
            detail
        );
    }

    public override LinkSession CreateSession(SessionContext context) =>
        _session = new SgipSession(settings, new SgipClock(settings.UtcOffset, time), context, _counter);
}
