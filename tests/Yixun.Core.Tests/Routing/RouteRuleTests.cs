using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Routing;

public sealed class RouteRuleTests
{
    private const string Signature = "仁和医院";
    private static readonly PhoneNumber Number = PhoneNumber.FromValue(13_800_138_000);
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(8));
    private static readonly RouteRequest Request = new(Number, Lane.Care, 1, "his", Signature);

    private static readonly ChannelDefinition First = Channel("first");
    private static readonly ChannelDefinition Second = Channel("second");

    [Fact]
    public void Choose_rule_that_holds_limits_the_channels_and_is_named()
    {
        var rule = new RouteRule
        {
            Id = "his-only",
            Systems = ["his"],
            Channels = ["second"],
        };

        var his = Choose([rule], Request);
        var others = Enumerable
            .Range(0, 100)
            .Select(id => Choose([rule], Request with { System = "lis", MessageId = id }).Channel!.Id)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Same(Second, his.Channel);
        Assert.Equal(
            "carrier=Mobile by=prefix:138 province=广东; rule=his-only; channel=second by=only",
            his.Reason
        );
        Assert.Equal(["first", "second"], others);
    }

    [Fact]
    public void Without_aChannel_keepsRulesAndNumbersOfTheRest()
    {
        var rule = new RouteRule { Id = "first-only", Channels = ["first"] };
        var free = Table([], RegisteredSignatures.None, First, Second);
        var bound = free.With([First, Second], [rule]);

        Assert.Same(Second, free.Without("first").Choose(Request, Noon).Channel);
        Assert.Same(First, bound.Without("second").Choose(Request, Noon).Channel);
        Assert.Equal(RouteOutcome.NoRoute, bound.Without("first").Choose(Request, Noon).Outcome);
    }

    public static TheoryData<RouteRule, bool> Conditions =>
        new()
        {
            {
                new RouteRule { Id = "x", Carriers = [Carrier.Mobile] },
                true
            },
            {
                new RouteRule { Id = "x", Carriers = [Carrier.Unicom] },
                false
            },
            {
                new RouteRule { Id = "x", Lanes = [Lane.Care, Lane.Otp] },
                true
            },
            {
                new RouteRule { Id = "x", Lanes = [Lane.Otp] },
                false
            },
            {
                new RouteRule { Id = "x", Systems = ["his"] },
                true
            },
            {
                new RouteRule { Id = "x", Systems = ["oa"] },
                false
            },
            {
                new RouteRule { Id = "x", Provinces = ["广东"] },
                true
            },
            {
                new RouteRule { Id = "x", Provinces = ["北京"] },
                false
            },
            {
                new RouteRule { Id = "x", Signatures = [Signature] },
                true
            },
            {
                new RouteRule { Id = "x", Signatures = ["别家"] },
                false
            },
            {
                new RouteRule { Id = "x", Ported = false },
                true
            },
            {
                new RouteRule { Id = "x", Ported = true },
                false
            },
            {
                new RouteRule { Id = "x", HasLink = false },
                true
            },
            {
                new RouteRule { Id = "x", HasLink = true },
                false
            },
            {
                new RouteRule
                {
                    Id = "x",
                    Carriers = [Carrier.Mobile],
                    Lanes = [Lane.Otp],
                },
                false
            },
        };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Choose_rule_holds_when_all_its_conditions_do(RouteRule rule, bool holds)
    {
        var denying = rule with { Deny = true };

        var decision = Choose([denying], Request);

        Assert.Equal(holds ? RouteOutcome.Denied : RouteOutcome.Chosen, decision.Outcome);
        Assert.Equal(
            holds,
            decision.Reason.Contains("rule=x; channel=none by=denied", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Choose_first_rule_that_holds_decides()
    {
        RouteRule[] rules =
        [
            new()
            {
                Id = "a",
                Lanes = [Lane.Otp],
                Deny = true,
            },
            new() { Id = "b", Channels = ["first"] },
            new() { Id = "c", Channels = ["second"] },
        ];

        Assert.Same(First, Choose(rules, Request).Channel);
    }

    [Fact]
    public void Choose_rule_without_a_channel_that_fits_falls_through_only_when_it_says_so()
    {
        var rule = new RouteRule { Id = "gone", Channels = ["nowhere"] };

        Assert.Equal(RouteOutcome.NoRoute, Choose([rule], Request).Outcome);
        Assert.Equal(RouteOutcome.Chosen, Choose([rule with { FallThrough = true }], Request).Outcome);
    }

    [Fact]
    public void Choose_price_takes_the_cheapest_that_works()
    {
        var rule = new RouteRule { Id = "cheap", Preference = RoutePreference.Price };
        var dear = First with { Price = 500 };
        var cheap = Second with { Price = 350 };

        Assert.Equal("second", Choose([rule], Request, dear, cheap).Channel!.Id);
        Assert.Equal("first", Choose([rule], Request, dear, cheap with { HealthShare = 0 }).Channel!.Id);
    }

    [Fact]
    public void Choose_order_takes_the_first_of_the_list_that_works()
    {
        var rule = new RouteRule
        {
            Id = "order",
            Preference = RoutePreference.Order,
            Channels = ["second", "first"],
        };

        var decision = Choose([rule], Request);

        Assert.Equal("second", decision.Channel!.Id);
        Assert.EndsWith("channel=second by=order", decision.Reason, StringComparison.Ordinal);
        var other = Choose([rule], Request, First, Second with { Mode = ChannelMode.Paused });
        Assert.Equal("first", other.Channel!.Id);
        Assert.EndsWith("not=second:paused", other.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_unregistered_signature_goes_only_where_none_is_asked_for()
    {
        var strict = First with { SignatureRequired = true };
        var registered = new RegisteredSignatures([new(Signature, Carrier.Mobile, First.AccessNumber)]);

        Assert.Equal(RouteOutcome.SignatureUnregistered, Choose([], Request, strict).Outcome);
        Assert.Equal("second", Choose([], Request, strict, Second).Channel!.Id);
        Assert.Equal(RouteOutcome.Chosen, Table([], registered, strict).Choose(Request, Noon).Outcome);
        Assert.Equal(
            RouteOutcome.SignatureUnregistered,
            Table([], registered, strict).Choose(Request with { Signature = "别家" }, Noon).Outcome
        );
        Assert.Equal(
            RouteOutcome.SignatureUnregistered,
            Table([], registered, strict with { AccessNumber = "1069999" }).Choose(Request, Noon).Outcome
        );
    }

    [Fact]
    public void Choose_registration_counts_until_the_moment_it_ends()
    {
        var strict = First with { SignatureRequired = true };
        var table = Table(
            [],
            new RegisteredSignatures([new(Signature, Carrier.Mobile, "", Noon.AddHours(1))]),
            strict
        );

        Assert.Equal(RouteOutcome.Chosen, table.Choose(Request, Noon).Outcome);
        Assert.Equal(RouteOutcome.Chosen, table.Choose(Request, Noon.AddHours(1).AddTicks(-1)).Outcome);
        Assert.Equal(RouteOutcome.SignatureUnregistered, table.Choose(Request, Noon.AddHours(1)).Outcome);
        Assert.Equal(RouteOutcome.Chosen, table.Choose(Request, Noon).Outcome);
    }

    [Fact]
    public void Choose_registration_of_china_mobile_counts_for_broadnet_and_an_unknown_network_needs_all_three()
    {
        Carrier[] three = [Carrier.Mobile, Carrier.Unicom, Carrier.Telecom];
        var mobile = new RegisteredSignatures([new(Signature, Carrier.Mobile, "")]);
        var all = new RegisteredSignatures(
            three.Select(carrier => new SignatureRegistration(Signature, carrier, ""))
        );

        Assert.True(mobile.Covers(Signature, Carrier.Broadnet, "1069", Noon));
        Assert.False(mobile.Covers(Signature, Carrier.Unknown, "1069", Noon));
        Assert.True(all.Covers(Signature, Carrier.Unknown, "1069", Noon));
        Assert.False(mobile.Covers(Signature, Carrier.Unicom, "1069", Noon));
        Assert.False(mobile.Covers(null, Carrier.Mobile, "1069", Noon));
    }

    [Fact]
    public void IsRegisteredNowhere_only_when_every_channel_asks_for_it_and_none_has_it()
    {
        var strict = First with { SignatureRequired = true };
        var registered = new RegisteredSignatures([new(Signature, Carrier.Mobile, strict.AccessNumber)]);
        bool Nowhere(RegisteredSignatures signatures, params ChannelDefinition[] channels) =>
            Table([], signatures, channels).IsRegisteredNowhere(Signature, Lane.Care, ChannelKind.Sms, Noon);

        Assert.True(Nowhere(RegisteredSignatures.None, strict));
        Assert.False(Nowhere(RegisteredSignatures.None, strict, Second));
        Assert.True(Nowhere(RegisteredSignatures.None, strict, Second with { Enabled = false }));
        Assert.True(Nowhere(RegisteredSignatures.None, strict, Second with { Lanes = [Lane.Otp] }));
        Assert.True(Nowhere(RegisteredSignatures.None, strict, Second with { Kind = ChannelKind.Mms }));
        Assert.False(Nowhere(registered, strict));
        Assert.False(Nowhere(RegisteredSignatures.None, strict with { Enabled = false }));
    }

    [Theory]
    [InlineData(LinkPolicy.Any, LinkKind.Foreign, true)]
    [InlineData(LinkPolicy.Own, LinkKind.Foreign, false)]
    [InlineData(LinkPolicy.Own, LinkKind.Own, true)]
    [InlineData(LinkPolicy.None, LinkKind.Own, false)]
    [InlineData(LinkPolicy.None, LinkKind.None, true)]
    public void Choose_links_go_where_they_are_taken(LinkPolicy policy, LinkKind links, bool taken) =>
        Assert.Equal(
            taken ? RouteOutcome.Chosen : RouteOutcome.LinkNotAllowed,
            Choose([], Request with { Links = links }, First with { LinkPolicy = policy }).Outcome
        );

    [Fact]
    public void Choose_closed_channel_is_passed_over_and_waited_for_when_alone()
    {
        var night = First with { HoursFrom = TimeSpan.FromHours(20), HoursTo = TimeSpan.FromHours(23) };

        Assert.Equal("second", Choose([], Request, night, Second).Channel!.Id);
        var alone = Choose([], Request, night);
        Assert.Equal(RouteOutcome.Closed, alone.Outcome);
        Assert.Equal(Noon.Date.AddHours(20), alone.OpensAt!.Value.DateTime);
        var table = Table([], RegisteredSignatures.None, night);
        Assert.Equal(RouteOutcome.Closed, table.Choose(Request, Noon).Outcome);
        Assert.Equal(RouteOutcome.Chosen, table.Choose(Request, Noon.AddHours(9)).Outcome);
    }

    [Fact]
    public void Choose_channel_of_another_province_or_kind_is_passed_over()
    {
        Assert.Equal(RouteOutcome.NoRoute, Choose([], Request, First with { Provinces = ["北京"] }).Outcome);
        Assert.Equal(RouteOutcome.Chosen, Choose([], Request, First with { Provinces = ["广东"] }).Outcome);
        Assert.Equal(
            RouteOutcome.NoRoute,
            Choose([], Request, First with { Kind = ChannelKind.Mms }).Outcome
        );
        Assert.Equal(
            RouteOutcome.Chosen,
            Choose([], Request with { Kind = ChannelKind.Mms }, First with { Kind = ChannelKind.Mms }).Outcome
        );
    }

    [Fact]
    public void Choose_sick_channel_gets_less_and_a_dead_one_nothing_while_another_works()
    {
        var sick = First with { HealthShare = 10 };
        var table = Table([], RegisteredSignatures.None, sick, Second);

        var share = Enumerable
            .Range(0, 11_000)
            .Count(id => table.Choose(Request with { MessageId = id }, Noon).Channel!.Id == "first");

        Assert.InRange(share, 800, 1_200);
        Assert.Contains(
            Enumerable.Range(0, 100).Select(id => table.Choose(Request with { MessageId = id }, Noon).Reason),
            reason => reason.EndsWith("channel=first by=weight:10/110 health=10", StringComparison.Ordinal)
        );
        Assert.All(
            Enumerable.Range(0, 100),
            id =>
                Assert.Equal(
                    "second",
                    Choose(
                        [],
                        Request with
                        {
                            MessageId = id,
                        },
                        First with
                        {
                            HealthShare = 0,
                        },
                        Second
                    ).Channel!.Id
                )
        );
        // When all are down a message waits where it would go.
        Assert.Equal("first", Choose([], Request, First with { HealthShare = 0 }).Channel!.Id);
    }

    [Fact]
    public void Choose_paused_and_draining_channels_only_when_nothing_else_is_left()
    {
        var paused = First with { Mode = ChannelMode.Paused };
        var draining = First with { Mode = ChannelMode.Draining };

        Assert.Equal("second", Choose([], Request, paused, Second with { HealthShare = 0 }).Channel!.Id);
        Assert.Equal("second", Choose([], Request, draining, Second).Channel!.Id);
        Assert.Equal("first", Choose([], Request, paused).Channel!.Id);
    }

    [Fact]
    public void Choose_test_goes_over_its_channel_whatever_the_rules_say()
    {
        RouteRule[] rules = [new() { Id = "none", Deny = true }];

        var test = Choose(rules, Request with { Channel = "second" });

        Assert.Same(Second, test.Channel);
        Assert.Contains("by=test", test.Reason, StringComparison.Ordinal);
        Assert.Equal(RouteOutcome.NoRoute, Choose(rules, Request with { Channel = "third" }).Outcome);
    }

    private static RouteDecision Choose(
        RouteRule[] rules,
        RouteRequest request,
        params ChannelDefinition[] channels
    ) =>
        Table(rules, RegisteredSignatures.None, channels.Length == 0 ? [First, Second] : channels)
            .Choose(request, Noon);

    private static RouteTable Table(
        RouteRule[] rules,
        RegisteredSignatures signatures,
        params ChannelDefinition[] channels
    ) =>
        new(
            new NumberSegmentTable([
                new NumberSegment("138", Carrier.Mobile, NumberSegmentKind.Own, "广东"),
                new NumberSegment("130", Carrier.Unicom, NumberSegmentKind.Own),
            ]),
            channels,
            rules,
            signatures
        );

    private static ChannelDefinition Channel(string id) =>
        new()
        {
            Id = id,
            Name = id,
            Carriers = [Carrier.Mobile],
            AccessNumber = "10690001",
        };
}
