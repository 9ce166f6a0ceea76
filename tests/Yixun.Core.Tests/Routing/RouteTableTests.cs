using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;

namespace Yixun.Core.Tests.Routing;

public sealed class RouteTableTests
{
    private static readonly PhoneNumber MobileNumber = PhoneNumber.FromValue(13_800_138_000);
    private static readonly PhoneNumber UnicomNumber = PhoneNumber.FromValue(13_000_000_000);
    private static readonly PhoneNumber TelecomNumber = PhoneNumber.FromValue(18_900_000_000);
    private static readonly PhoneNumber BroadnetNumber = PhoneNumber.FromValue(19_200_000_000);
    private static readonly PhoneNumber SatelliteNumber = PhoneNumber.FromValue(17_490_000_000);
    private static readonly PhoneNumber UnknownNumber = PhoneNumber.FromValue(19_400_000_000);

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(8));

    private static readonly ChannelDefinition Mobile = Channel("cmpp-mobile", Carrier.Mobile);
    private static readonly ChannelDefinition Unicom = Channel("sgip-unicom", Carrier.Unicom);
    private static readonly ChannelDefinition Three = Channel(
        "three",
        Carrier.Mobile,
        Carrier.Unicom,
        Carrier.Telecom
    );

    [Fact]
    public void Choose_only_channel_of_the_carrier_is_taken_and_explained()
    {
        var table = Table(Mobile, Unicom);

        var mobile = table.Choose(new RouteRequest(MobileNumber, Lane.Care, 1), Now);
        var unicom = table.Choose(new RouteRequest(UnicomNumber, Lane.Care, 1), Now);

        Assert.Equal(Carrier.Mobile, mobile.Carrier);
        Assert.Same(Mobile, mobile.Channel);
        Assert.Equal("carrier=Mobile by=prefix:138; channel=cmpp-mobile by=only", mobile.Reason);
        Assert.Same(Unicom, unicom.Channel);
        Assert.Equal("carrier=Unicom by=prefix:130; channel=sgip-unicom by=only", unicom.Reason);
    }

    [Fact]
    public void Choose_carrier_without_a_channel_gives_none_and_says_so()
    {
        var decision = Table(Mobile, Unicom).Choose(new RouteRequest(TelecomNumber, Lane.FollowUp, 1), Now);

        Assert.Equal(Carrier.Telecom, decision.Carrier);
        Assert.Null(decision.Channel);
        Assert.Equal("carrier=Telecom by=prefix:189; channel=none lane=followup", decision.Reason);
    }

    [Fact]
    public void Choose_broadnet_goes_over_mobile()
    {
        var decision = Table(Unicom, Mobile).Choose(new RouteRequest(BroadnetNumber, Lane.Otp, 1), Now);

        Assert.Equal(Carrier.Broadnet, decision.Carrier);
        Assert.Same(Mobile, decision.Channel);
        Assert.Equal("carrier=Broadnet by=prefix:192; channel=cmpp-mobile by=only", decision.Reason);
    }

    [Fact]
    public void Choose_channel_for_broadnet_alone_does_not_reach_mobile() =>
        Assert.Null(
            Table(Channel("b", Carrier.Broadnet))
                .Choose(new RouteRequest(MobileNumber, Lane.Otp, 1), Now)
                .Channel
        );

    [Fact]
    public void Choose_unknown_number_goes_only_where_all_three_are_reached()
    {
        Assert.Null(
            Table(Mobile, Unicom, Channel("two", Carrier.Mobile, Carrier.Unicom))
                .Choose(new RouteRequest(UnknownNumber, Lane.Care, 1), Now)
                .Channel
        );
        for (var id = 0; id < 100; id++)
        {
            var decision = Table(Mobile, Unicom, Three)
                .Choose(new RouteRequest(UnknownNumber, Lane.Care, id), Now);

            Assert.Same(Three, decision.Channel);
            Assert.Equal("carrier=Unknown by=no-prefix; channel=three by=only", decision.Reason);
        }
    }

    [Fact]
    public void Choose_unknown_number_without_a_way_says_so() =>
        Assert.Equal(
            "carrier=Unknown by=no-prefix; channel=none lane=otp",
            Table(Mobile).Choose(new RouteRequest(UnknownNumber, Lane.Otp, 1), Now).Reason
        );

    [Fact]
    public void Choose_satellite_number_needs_a_channel_that_says_it_reaches_it()
    {
        Assert.Null(Table(Three).Choose(new RouteRequest(SatelliteNumber, Lane.Care, 1), Now).Channel);
        Assert.NotNull(
            Table(Channel("sky", Carrier.Satellite))
                .Choose(new RouteRequest(SatelliteNumber, Lane.Care, 1), Now)
                .Channel
        );
    }

    [Fact]
    public void Choose_ported_number_goes_to_its_new_carrier()
    {
        var numbers = new NumberSegmentTable(
            NumberSegmentTable.DefaultPlan,
            [new(MobileNumber, Carrier.Unicom)]
        );

        var decision = new RouteTable(numbers, [Mobile, Unicom]).Choose(
            new RouteRequest(MobileNumber, Lane.Care, 1),
            Now
        );

        Assert.Same(Unicom, decision.Channel);
        Assert.Equal("carrier=Unicom by=ported; channel=sgip-unicom by=only", decision.Reason);
    }

    [Fact]
    public void Choose_channel_that_is_off_or_weightless_is_passed_over()
    {
        var off = Mobile with { Id = "off", Enabled = false };
        var weightless = Mobile with { Id = "weightless", Weight = 0 };

        Assert.Null(Table(off, weightless).Choose(new RouteRequest(MobileNumber, Lane.Care, 1), Now).Channel);
        Assert.All(
            Enumerable.Range(0, 200),
            id =>
                Assert.Same(
                    Mobile,
                    Table(off, Mobile, weightless)
                        .Choose(new RouteRequest(MobileNumber, Lane.Care, id), Now)
                        .Channel
                )
        );
        Assert.Equal([off, Mobile], Table(off, Mobile).Channels);
    }

    [Fact]
    public void Choose_channel_carries_only_its_lanes()
    {
        var urgent = Mobile with { Id = "urgent", Lanes = [Lane.Critical, Lane.Otp] };
        var bulk = Mobile with { Id = "bulk", Lanes = [Lane.Promotion] };
        var table = Table(urgent, bulk);

        Assert.Same(urgent, table.Choose(new RouteRequest(MobileNumber, Lane.Critical, 1), Now).Channel);
        Assert.Same(urgent, table.Choose(new RouteRequest(MobileNumber, Lane.Otp, 1), Now).Channel);
        Assert.Same(bulk, table.Choose(new RouteRequest(MobileNumber, Lane.Promotion, 1), Now).Channel);
        Assert.Equal(
            "carrier=Mobile by=prefix:138; channel=none lane=reminder",
            table.Choose(new RouteRequest(MobileNumber, Lane.Reminder, 1), Now).Reason
        );
    }

    [Fact]
    public void Choose_several_channels_explains_the_weight()
    {
        var light = Mobile with { Id = "light", Weight = 30 };
        var heavy = Mobile with { Id = "heavy", Weight = 70 };
        var table = Table(light, heavy);

        var reasons = Enumerable
            .Range(0, 200)
            .Select(id => table.Choose(new RouteRequest(MobileNumber, Lane.Care, id), Now).Reason)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "carrier=Mobile by=prefix:138; channel=heavy by=weight:70/100",
                "carrier=Mobile by=prefix:138; channel=light by=weight:30/100",
            ],
            reasons
        );
    }

    [Fact]
    public void Choose_same_message_goes_the_same_way()
    {
        var channels = new[] { Mobile, Mobile with { Id = "second" }, Three };

        Gen.Long.Sample(
            id =>
                Assert.Equal(
                    Table(channels).Choose(new RouteRequest(MobileNumber, Lane.Care, id), Now),
                    Table(channels).Choose(new RouteRequest(MobileNumber, Lane.Care, id), Now)
                ),
            iter: 100
        );
    }

    /// <summary>Ids as they are made: one by one with pauses, or in batches.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 1, 7)]
    [InlineData(1, 1, 1, 1000)]
    [InlineData(1, 3, 1, 1)]
    [InlineData(2, 2, 1, 1)]
    [InlineData(100, 100, 1, 1)]
    [InlineData(100, 100, 500, 20)]
    [InlineData(30, 70, 1, 3)]
    [InlineData(30, 70, 500, 1)]
    [InlineData(1, 99, 500, 1)]
    public void Choose_several_channels_share_by_weight(int first, int second, int batch, int pause)
    {
        const int Messages = 20_000;
        var table = Table(
            Mobile with
            {
                Id = "first",
                Weight = first,
            },
            Mobile with
            {
                Id = "second",
                Weight = second,
            }
        );
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 7, 3, 9, 0, 0, TimeSpan.Zero));
        var generator = new MessageIdGenerator(5, time);
        var ids = new long[batch];
        var taken = 0;
        for (var made = 0; made < Messages; made += batch)
        {
            time.Advance(TimeSpan.FromMilliseconds(pause));
            generator.Fill(ids);
            taken += ids.Count(id =>
                table.Choose(new RouteRequest(MobileNumber, Lane.Care, id), Now).Channel!.Id == "first"
            );
        }

        var share = (double)first / (first + second);
        Assert.InRange((double)taken / Messages, share - 0.02, share + 0.02);
    }

    [Fact]
    public void Choose_any_channels_gives_one_that_fits_or_none_at_all()
    {
        var carriers = Gen.Enum<Carrier>();
        var lanes = Gen.Enum<Lane>();
        var channels = Gen.Select(carriers.Array[0, 4], lanes.Array[0, 3], Gen.Int[0, 5], Gen.Bool)
            .Select(
                (reached, carried, weight, enabled) =>
                    Channel("x", reached) with
                    {
                        Lanes = carried,
                        Weight = weight,
                        Enabled = enabled,
                    }
            );
        Gen.Select(channels.Array[0, 5], Gen.Long[13_000_000_000, 19_999_999_999], lanes, Gen.Long)
            .Sample(
                (all, value, lane, id) =>
                {
                    var decision = Table(all)
                        .Choose(new RouteRequest(PhoneNumber.FromValue(value), lane, id), Now);
                    var fitting = all.Where(channel => Fits(channel, decision.Carrier, lane));

                    if (decision.Channel is null)
                    {
                        Assert.Empty(fitting);
                    }
                    else
                    {
                        Assert.Contains(decision.Channel, fitting);
                    }
                },
                iter: 3000
            );
    }

    private static bool Fits(ChannelDefinition channel, Carrier carrier, Lane lane) =>
        channel is { Enabled: true, Weight: > 0 }
        && (channel.Lanes.Count == 0 || channel.Lanes.Contains(lane))
        && (
            channel.Carriers.Contains(carrier)
            || (carrier == Carrier.Broadnet && channel.Carriers.Contains(Carrier.Mobile))
            || (
                carrier == Carrier.Unknown
                && new[] { Carrier.Mobile, Carrier.Unicom, Carrier.Telecom }.All(channel.Carriers.Contains)
            )
        );

    private static RouteTable Table(params ChannelDefinition[] channels) =>
        new(new NumberSegmentTable(NumberSegmentTable.DefaultPlan), channels);

    private static ChannelDefinition Channel(string id, params Carrier[] carriers) =>
        new()
        {
            Id = id,
            Name = id,
            Carriers = carriers,
            AccessNumber = "10690001",
        };
}
