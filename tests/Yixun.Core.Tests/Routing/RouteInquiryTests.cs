using CsCheck;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Routing;

/// <summary>What is said about a choice agrees with the choice, and all of it is said in Chinese.</summary>
public sealed class RouteInquiryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(8));

    private static readonly Gen<ChannelDefinition> Channels = Gen.Select(
        Gen.OneOf(Carrier.Mobile, Carrier.Unicom, Carrier.Telecom).Array[1, 3],
        Gen.Int[0, 3],
        Gen.OneOf(0, 40, 100),
        Gen.Enum<ChannelMode>(),
        Gen.Enum<LinkPolicy>(),
        Gen.Bool,
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool),
        (carriers, weight, health, mode, links, strict, more) =>
            new ChannelDefinition
            {
                Id = "",
                Name = "通道",
                AccessNumber = "1069",
                Kind = more.Item4 ? ChannelKind.Mms : ChannelKind.Sms,
                Carriers = [.. carriers.Distinct()],
                Weight = weight,
                HealthShare = health,
                Mode = mode,
                LinkPolicy = links,
                SignatureRequired = strict,
                Enabled = more.Item1 || more.Item2,
                Provinces = more.Item3 ? ["广东"] : [],
                HoursFrom = TimeSpan.FromHours(more.Item2 && more.Item3 ? 20 : 0),
                HoursTo = TimeSpan.FromHours(more.Item2 && more.Item3 ? 22 : 0),
                Price = weight * 100,
            }
    );

    private static readonly Gen<RouteRule> Rules = Gen.Select(
        Gen.OneOf<Carrier[]>([], [Carrier.Mobile], [Carrier.Unicom]),
        Gen.OneOf<string[]>([], ["c0"], ["c1", "c0"], ["c2", "c3"]),
        Gen.Enum<RoutePreference>(),
        Gen.Int[0, 9],
        Gen.Bool,
        (carriers, channels, preference, deny, fallThrough) =>
            new RouteRule
            {
                Id = "",
                Carriers = carriers,
                Channels = channels,
                Preference = preference,
                Deny = deny == 0,
                FallThrough = fallThrough,
            }
    );

    private static readonly Gen<(RouteTable Table, RouteRequest Request)> Cases = Gen.Select(
        Channels.Array[0, 5],
        Rules.Array[0, 3],
        Gen.OneOf(13_800_138_000, 13_000_138_000, 19_400_000_000, 13_900_000_000),
        Gen.Enum<Lane>(),
        Gen.Enum<LinkKind>(),
        Gen.OneOf<string?>(null, "仁和医院", "别家"),
        Gen.Long[0, 1_000_000],
        (channels, rules, number, lane, links, signature, id) =>
            (
                new RouteTable(
                    new NumberSegmentTable(
                        [
                            new NumberSegment("138", Carrier.Mobile, NumberSegmentKind.Own, "广东"),
                            new NumberSegment("1300013", Carrier.Unicom, NumberSegmentKind.Own, "北京"),
                        ],
                        [new(PhoneNumber.FromValue(13_900_000_000), Carrier.Telecom)]
                    ),
                    channels.Select((channel, index) => channel with { Id = $"c{index}" }),
                    rules.Select((rule, index) => rule with { Id = $"r{index}" }),
                    new RegisteredSignatures([new("仁和医院", Carrier.Mobile, "")])
                ),
                new RouteRequest(
                    PhoneNumber.FromValue(number),
                    lane,
                    id,
                    "his",
                    signature,
                    links,
                    id % 4 == 1 ? ChannelKind.Mms : ChannelKind.Sms,
                    id % 20 == 0 ? "c1" : ""
                )
            )
    );

    [Fact]
    public void Explain_any_case_decides_as_dispatch_does_and_accounts_for_every_rule_and_channel() =>
        Cases.Sample(
            one =>
            {
                var decision = one.Table.Choose(one.Request, Noon);
                var inquiry = one.Table.Explain(one.Request, Noon);

                Assert.Equal(decision, inquiry.Decision);
                Assert.Equal(one.Table.Rules, inquiry.Rules.Select(answer => answer.Rule));
                Assert.Equal(one.Table.Channels, inquiry.Channels.Select(answer => answer.Channel));
                Assert.Equal(
                    decision.Channel,
                    inquiry
                        .Channels.SingleOrDefault(answer => answer.Verdict == ChannelVerdict.Chosen)
                        ?.Channel
                );
                Assert.All(
                    inquiry.Rules,
                    answer =>
                        Assert.Equal(answer.Verdict == RuleVerdict.DoesNotHold, answer.Unmet is not null)
                );
                Assert.Equal(
                    decision.Outcome == RouteOutcome.Denied,
                    inquiry.Rules.Any(answer => answer.Verdict == RuleVerdict.Denies)
                );
                Assert.All(
                    inquiry.Channels,
                    answer =>
                        Assert.Equal(
                            answer.Verdict is ChannelVerdict.Chosen or ChannelVerdict.Shares,
                            answer.Share > 0
                        )
                );
                if (decision.Outcome == RouteOutcome.Chosen)
                {
                    Assert.InRange(inquiry.Channels.Sum(answer => answer.Share), 98, 102);
                }
            },
            iter: 1_000
        );

    [Fact]
    public void Text_of_any_trace_that_routing_writes_is_chinese_and_leaves_nothing_raw() =>
        Gen.Select(Cases, Gen.Bool)
            .Sample(
                (one, fallsBack) =>
                {
                    var reason = one.Table.Choose(one.Request, Noon).Reason;
                    var trace = fallsBack ? RouteExplanation.FallbackPrefix + reason : reason;

                    var sentences = RouteExplanation.Explain(trace);

                    Assert.Equal(reason.Split("; ").Length + (fallsBack ? 1 : 0), sentences.Count);
                    Assert.Equal(fallsBack, sentences[0].StartsWith("彩信：", StringComparison.Ordinal));
                    Assert.All(
                        sentences,
                        sentence =>
                        {
                            Assert.EndsWith("。", sentence, StringComparison.Ordinal);
                            Assert.DoesNotContain('=', sentence);
                        }
                    );
                },
                iter: 1_000
            );

    [Theory]
    [InlineData(
        "carrier=Mobile by=prefix:138 province=广东; rule=urgent; channel=a by=weight:80/100 health=90; not=b:down,c:signature; rerouted from=x why=down",
        "号码归属：中国移动，依据号段 138，归属地广东。|路由规则：由规则“urgent”决定。|通道选择：甲（a），按权重分配（80/100），当前健康度 90。|未用的通道：b（不可用）、c（签名未报备）。|改道：原定通道 x 不可用，改由其他通道发送。"
    )]
    [InlineData(
        "carrier=Telecom by=ported; channel=none lane=care",
        "号码归属：中国电信，依据携号转网名单。|通道选择：没有通道可发（类别“诊疗服务”），请检查通道是否启用、是否覆盖该运营商。"
    )]
    [InlineData(
        "carrier=Telecom by=ported; rule=radiology; channel=none lane=care kind=mms within=rule",
        "号码归属：中国电信，依据携号转网名单。|路由规则：由规则“radiology”决定。|通道选择：规则所列的通道中没有彩信通道可发（类别“诊疗服务”），请检查彩信通道是否启用、是否覆盖该运营商，或修改规则；提交时设 fallback.sms 可在没有彩信通道时改发短信。"
    )]
    [InlineData(
        "channel=none by=signature within=rule",
        "通道选择：规则所列的通道都要求签名报备，而该签名未报备。"
    )]
    [InlineData(
        "mms→sms carrier=Unicom by=prefix:130; channel=a by=only",
        "彩信：没有彩信通道可发，按提交时的要求（fallback.sms）改发带链接的短信。|号码归属：中国联通，依据号段 130。|通道选择：甲（a），唯一可用的通道。"
    )]
    [InlineData("blocked by=blacklist", "号码在本院黑名单中，没有发送。")]
    [InlineData(
        "held by=lane_hours lane=reminder until=2026-11-26T07:00+08:00",
        "等待时段：不在类别“就诊提醒”的发送时段，11月26日 07:00 起分批发送。"
    )]
    [InlineData("weather=rain", "weather=rain")]
    [InlineData("channel=a by=moon", "channel=a by=moon")]
    [InlineData("blocked by=moon", "blocked by=moon")]
    [InlineData("channel=a by=only mood=good", "通道选择：甲（a），唯一可用的通道。（mood=good）")]
    [InlineData("not=b:moon", "未用的通道：b（moon）。")]
    [InlineData("", "")]
    public void Text_of_a_step_is_a_sentence_and_of_an_unknown_one_the_step(string trace, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', RouteExplanation.Explain(trace, id => id == "a" ? "甲" : null))
        );

    [Theory]
    [InlineData(ChannelKind.Mms, false, "没有彩信通道可发")]
    [InlineData(ChannelKind.Mms, true, "规则所列的通道中没有彩信通道可发")]
    [InlineData(ChannelKind.Sms, false, "：没有通道可发")]
    [InlineData(ChannelKind.Sms, true, "规则所列的通道中没有通道可发")]
    public void Text_of_no_route_names_the_kind_and_what_the_rule_left(
        ChannelKind kind,
        bool rule,
        string says
    )
    {
        // The other kind everywhere, so that nothing fits whether the rule leaves it or not.
        var channel = new ChannelDefinition
        {
            Id = "a",
            Name = "甲",
            AccessNumber = "1069",
            Carriers = [Carrier.Mobile],
            Kind = kind == ChannelKind.Mms ? ChannelKind.Sms : ChannelKind.Mms,
        };
        var table = new RouteTable(
            new NumberSegmentTable(
                [new NumberSegment("138", Carrier.Mobile, NumberSegmentKind.Own, null)],
                []
            ),
            [channel],
            rule ? [new RouteRule { Id = "r", Channels = ["a"] }] : []
        );

        var decision = table.Choose(
            new RouteRequest(
                PhoneNumber.FromValue(13_800_138_000),
                Lane.Care,
                1,
                "his",
                null,
                LinkKind.None,
                kind,
                ""
            ),
            Noon
        );

        Assert.Equal(RouteOutcome.NoRoute, decision.Outcome);
        Assert.Contains(says, RouteExplanation.Explain(decision.Reason)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_any_string_is_given_without_a_failure() =>
        Gen.OneOf(
                Gen.String[Gen.OneOf('=', ';', ' ', ':', ',', 'a', '。'), 0, 40],
                Gen.OneOf("channel", "carrier", "not", "rule", "by", "held", "=", ";", " ", "none", ":", ",")
                    .Array[0, 20]
                    .Select(string.Concat)
            )
            .Sample(trace => Assert.NotNull(RouteExplanation.Explain(trace)), iter: 1_000);
}
