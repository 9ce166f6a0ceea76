using System.Text;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Routing;

namespace Yixun.CarrierDaemon.Tests.Channels.Mms;

public sealed class MmsPumpTests
{
    [Fact]
    public async Task Mms_is_handed_over_with_its_media_read_once()
    {
        await using var session = await PumpSession.StartAsync(change: ToMms);
        session.ApplyReceipts();
        await session.SendAsync(3, text: "【医院】报告", mms: _ => MmsRows.Of(session));
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 3);

        var segments = session.Link.Submitted.ToArray();
        Assert.All(segments, segment => Assert.Equal("【医院】报告", segment.Mms!.Subject));
        // The same object: composed once for all of the batch.
        Assert.Single(segments.Select(segment => segment.Mms).Distinct(ReferenceEqualityComparer.Instance));
        var parts = segments[0].Mms!.Content.Parts;
        Assert.Equal(["slide1.png", "slide1.txt"], parts.Select(part => part.Name));
        Assert.Equal([1, 2, 3], parts[0].Data.ToArray());
        Assert.Equal("您好", Encoding.UTF8.GetString(parts[1].Data.Span));
        Assert.Contains(
            "dur=\"7000ms\"",
            Encoding.UTF8.GetString(segments[0].Mms!.Content.Smil!.Data.Span),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Mms_whose_media_do_not_open_fails_and_holds_up_no_other()
    {
        await using var session = await PumpSession.StartAsync(change: ToMms);
        session.ApplyReceipts();
        var damaged = await session.SendAsync(
            1,
            mms: _ =>
            {
                var mms = MmsRows.Of(session);
                return mms with { Parts = [mms.Parts[0] with { Cipher = [1, 2, 3] }] };
            }
        );
        await session.SendAsync(1, mms: _ => MmsRows.Of(session));
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Submitted) == 1);
        await session.UntilAsync(async () => await session.CountAsync(MessageState.Failed) == 1);

        Assert.Equal(MessageReasons.ContentNotEncodable, (await session.MessageAsync(damaged[0])).Reason);
        Assert.Single(session.Link.Submitted);
        await session.UntilAsync(() => session.Pump.Snapshot().Open == 0);
    }

    private static void ToMms(Core.Channels.ChannelSettings settings) => settings.Kind = ChannelKind.Mms;
}
