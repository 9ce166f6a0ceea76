using System.Text.Json.Nodes;
using Xunit;

namespace Yixun.Standalone.Tests;

public sealed class SubmissionTests(PlatformFixture platform)
{
    [Fact]
    public async Task Submit_oneNumber_isDeliveredToThePhone()
    {
        var number = PlatformFixture.NewNumber();

        var id = await platform.SubmitAsync(number, "请到3号窗口取药。");
        var message = await platform.WaitForStateAsync(id, "delivered");

        Assert.Equal(number, (string?)message["to"]);
        Assert.Equal("mobile", (string?)message["carrier"]);
        Assert.Equal("mobile", (string?)message["channel"]);
        Assert.Equal(1, (int)message["billableSegments"]!);
        Assert.Equal("【医讯演示】请到3号窗口取药。", (string?)message["content"]);
        var segment = Assert.Single(message["segments"]!.AsArray())!;
        Assert.Matches("^[0-9a-f]{16}$", (string?)segment["carrierId"]);
        Assert.Equal("DELIVRD", (string?)segment["status"]);
        Assert.Contains("prefix:138", (string?)message["routing"], StringComparison.Ordinal);
        var shown = Assert.Single(await platform.PhoneAsync(number))!;
        Assert.Equal("【医讯演示】请到3号窗口取药。", (string?)shown["text"]);
    }

    [Theory]
    [InlineData("13001", "unicom")]
    [InlineData("13301", "telecom")]
    [InlineData("19201", "mobile")]
    public async Task Submit_otherCarriers_takesTheirChannel(string head, string channel)
    {
        var number = head + PlatformFixture.NewNumber()[5..];

        var message = await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "复诊提醒"),
            "delivered"
        );

        Assert.Equal(channel, (string?)message["channel"]);
    }

    [Fact]
    public async Task Submit_longTextWithEmoji_arrivesWhole()
    {
        var number = PlatformFixture.NewNumber();
        var content = string.Concat(Enumerable.Repeat("检验报告😀", 30));

        var (status, body) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content,
                to = new[] { number },
            }
        );
        var message = await platform.WaitForStateAsync((string)body["messages"]![0]!["id"]!, "delivered");

        Assert.Equal(202, status);
        Assert.Equal(3, (int)body["segments"]!);
        Assert.Equal(3, message["segments"]!.AsArray().Count);
        Assert.Equal("【医讯演示】" + content, (string?)(await platform.PhoneAsync(number))[0]!["text"]);
    }

    [Fact]
    public async Task Submit_oneBadNumberAndOneRepeated_rejectsThemOnly()
    {
        var number = PlatformFixture.NewNumber();

        var (status, body) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "提醒",
                to = new[] { number, "12345", "+86 " + number },
            }
        );

        Assert.Equal(202, status);
        Assert.Equal(number, (string?)Assert.Single(body["messages"]!.AsArray())!["to"]);
        Assert.Equal(
            ["number_invalid", "number_duplicate"],
            body["rejected"]!.AsArray().Select(rejected => (string?)rejected!["code"])
        );
    }

    [Fact]
    public async Task Submit_onlyBadNumbers_is422WithEveryReason()
    {
        var (status, body) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "提醒",
                to = new[] { "12345", "abc" },
            }
        );

        Assert.Equal(422, status);
        Assert.Equal("number_invalid", (string?)body["code"]);
        Assert.Equal(2, body["rejected"]!.AsArray().Count);
    }

    [Fact]
    public async Task Submit_sameClientIdTwice_getsTheFirstAnswerAndSendsOnce()
    {
        var number = PlatformFixture.NewNumber();
        var request = new
        {
            clientId = "c-" + number,
            lane = "care",
            content = "只发一次",
            to = new[] { number, "bad" },
        };

        var first = await platform.PostAsync("/api/v1/messages", request);
        await platform.WaitForStateAsync((string)first.Body["messages"]![0]!["id"]!, "delivered");
        var second = await platform.PostAsync("/api/v1/messages", request);

        Assert.Equal(202, first.Status);
        Assert.Equal(200, second.Status);
        Assert.Equal(first.Body.ToJsonString(), second.Body.ToJsonString());
        Assert.Single(await platform.PhoneAsync(number));
        var (_, found) = await platform.GetAsync($"/api/v1/messages?clientId=c-{number}");
        Assert.Equal(number, (string?)Assert.Single(found["items"]!.AsArray())!["to"]);
    }

    [Fact]
    public async Task Submit_sameClientIdAtOnce_acceptsOne()
    {
        var number = PlatformFixture.NewNumber();
        var request = new
        {
            clientId = "r-" + number,
            lane = "care",
            content = "并发提交",
            to = new[] { number },
        };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => platform.PostAsync("/api/v1/messages", request))
        );

        Assert.Single(answers, answer => answer.Status == 202);
        Assert.Equal(7, answers.Count(answer => answer.Status == 200));
        Assert.Single(answers.Select(answer => answer.Body.ToJsonString()).Distinct());
    }

    [Fact]
    public async Task Submit_sameClientIdWithAnotherBody_is409()
    {
        var number = PlatformFixture.NewNumber();
        await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                clientId = "x-" + number,
                lane = "care",
                content = "甲",
                to = new[] { number },
            }
        );

        var (status, body) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                clientId = "x-" + number,
                lane = "care",
                content = "乙",
                to = new[] { number },
            }
        );

        Assert.Equal(409, status);
        Assert.Equal("client_id_conflict", (string?)body["code"]);
    }

    [Fact]
    public async Task SubmitPersonalised_templatesAndOwnClientIds_areRenderedAndNotRepeated()
    {
        var first = PlatformFixture.NewNumber();
        var second = PlatformFixture.NewNumber();
        var message = new
        {
            to = first,
            templateId = "appointment",
            variables = new Dictionary<string, string>
            {
                ["name"] = "张先生",
                ["department"] = "心内科",
                ["time"] = "7月3日09:00",
            },
            clientId = "m-" + first,
        };
        var (status, body) = await platform.PostAsync(
            "/api/v1/messages/personalised",
            new
            {
                lane = "care",
                messages = new object[] { message, new { to = second, content = "另一条" } },
            }
        );
        await platform.WaitForStateAsync((string)body["messages"]![0]!["id"]!, "delivered");
        await platform.WaitForStateAsync((string)body["messages"]![1]!["id"]!, "delivered");

        var (repeatedStatus, repeated) = await platform.PostAsync(
            "/api/v1/messages/personalised",
            new
            {
                lane = "care",
                messages = new object[] { message, new { to = first, content = "新的一条" } },
            }
        );
        await platform.WaitForStateAsync((string)repeated["messages"]![1]!["id"]!, "delivered");

        Assert.Equal(202, status);
        Assert.Equal(202, repeatedStatus);
        Assert.Equal((string?)body["messages"]![0]!["id"], (string?)repeated["messages"]![0]!["id"]);
        var texts = (await platform.PhoneAsync(first))
            .Select(shown => (string?)shown!["text"])
            .Order()
            .ToArray();
        Assert.Equal(2, texts.Length);
        Assert.Contains(
            texts,
            text => text!.Contains("张先生您好，您预约的心内科门诊", StringComparison.Ordinal)
        );
        var (_, found) = await platform.GetAsync($"/api/v1/messages?clientId=m-{first}");
        Assert.Single(found["items"]!.AsArray());
    }

    [Fact]
    public async Task SubmitPersonalised_missingVariable_rejectsThatMessageOnly()
    {
        var (status, body) = await platform.PostAsync(
            "/api/v1/messages/personalised",
            new
            {
                lane = "care",
                messages = new object[]
                {
                    new { to = PlatformFixture.NewNumber(), templateId = "appointment" },
                    new { to = PlatformFixture.NewNumber(), content = "可以" },
                },
            }
        );

        Assert.Equal(202, status);
        Assert.Single(body["messages"]!.AsArray());
        Assert.Equal("template_variable_missing", (string?)body["rejected"]![0]!["code"]);
    }

    [Fact]
    public async Task Submit_scheduled_leavesInTimeAndNotBefore()
    {
        var number = PlatformFixture.NewNumber();
        var at = DateTimeOffset.UtcNow.AddSeconds(3);
        var (_, body) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "定时",
                to = new[] { number },
                scheduledAt = at,
            }
        );
        var id = (string)body["messages"]![0]!["id"]!;

        var (_, before) = await platform.GetAsync($"/api/v1/messages/{id}");
        var after = await platform.WaitForStateAsync(id, "delivered");

        Assert.Equal("scheduled", (string?)before["state"]);
        Assert.True(DateTimeOffset.Parse((string)after["submittedAt"]!, null) >= at);
    }

    [Fact]
    public async Task Recall_scheduledBatch_stopsAllAndSaysSo()
    {
        var (_, body) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "将被撤回",
                to = new[] { PlatformFixture.NewNumber(), PlatformFixture.NewNumber() },
                scheduledAt = DateTimeOffset.UtcNow.AddHours(1),
            }
        );
        var batch = (string)body["batchId"]!;

        var (status, recall) = await platform.SendAsync(HttpMethod.Delete, $"/api/v1/batches/{batch}", null);
        var (_, again) = await platform.SendAsync(HttpMethod.Delete, $"/api/v1/batches/{batch}", null);
        var (_, view) = await platform.GetAsync($"/api/v1/batches/{batch}");

        Assert.Equal(200, status);
        Assert.Equal((2, 0, 0), Counts(recall));
        Assert.Equal((0, 0, 2), Counts(again));
        Assert.Equal(2, (int)view["states"]!["cancelled"]!);

        static (int, int, int) Counts(JsonNode node) =>
            ((int)node["stopped"]!, (int)node["gone"]!, (int)node["endedBefore"]!);
    }

    [Fact]
    public async Task Recall_deliveredBatch_saysThatItHasGone()
    {
        var (_, body) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "已发出",
                to = new[] { PlatformFixture.NewNumber() },
            }
        );
        await platform.WaitForStateAsync((string)body["messages"]![0]!["id"]!, "delivered");

        var (_, recall) = await platform.SendAsync(
            HttpMethod.Delete,
            $"/api/v1/batches/{body["batchId"]}",
            null
        );

        Assert.Equal(0, (int)recall["stopped"]!);
        Assert.Equal(1, (int)recall["gone"]!);
    }

    [Theory]
    [InlineData("13801000003", "failed", "MK:0001", "空号")]
    [InlineData("13801000005", "failed", "SUBMIT:13", "目的号码错误")]
    [InlineData("13801000000", "failed", "UNDELIV", "关机、停机或不在服务区")]
    public async Task Submit_numberThatFails_saysWhyInPlainChinese(
        string number,
        string state,
        string code,
        string cause
    )
    {
        var message = await platform.WaitForStateAsync(await platform.SubmitAsync(number, "失败说明"), state);

        Assert.Equal(code, (string?)message["failure"]!["code"]);
        Assert.Equal(cause, (string?)message["failure"]!["cause"]);
        Assert.NotNull(message["failure"]!["advice"]);
    }

    [Fact]
    public async Task Submit_promotion_endsWithTheOptOutLineOnce()
    {
        var number = PlatformFixture.NewNumber();

        await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "义诊通知", "promotion"),
            "delivered"
        );

        Assert.Equal(
            "【医讯演示】义诊通知拒收请回复R",
            (string?)(await platform.PhoneAsync(number))[0]!["text"]
        );
    }

    [Fact]
    public async Task Reply_optOutWord_blocksPromotionButNotCare()
    {
        var number = PlatformFixture.NewNumber();
        await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "义诊通知", "promotion"),
            "delivered"
        );

        await platform.ReplyAsync(number, "106900001234", " ｔｄ ");
        using var console = await platform.SignInAsync();
        await WaitForReplyAsync(console, "ｔｄ");
        var promotion = await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "再次通知", "promotion"),
            "blocked"
        );
        var care = await platform.WaitForStateAsync(
            await platform.SubmitAsync(number, "取药通知"),
            "delivered"
        );

        Assert.Equal("opt_out", (string?)promotion["failure"]!["code"]);
        Assert.Equal("delivered", (string?)care["state"]);
    }

    [Fact]
    public async Task Reply_long_isJoined()
    {
        var number = PlatformFixture.NewNumber();
        await platform.WaitForStateAsync(await platform.SubmitAsync(number, "随访"), "delivered");
        var text = $"长回复{number}" + new string('好', 100);

        await platform.ReplyAsync(number, "10690000123456", text);
        using var console = await platform.SignInAsync();
        var reply = await WaitForReplyAsync(console, text);

        Assert.True((bool)reply["complete"]!);
        Assert.Equal("10690000123456", (string?)reply["to"]);
        Assert.NotNull(reply["messageId"]);
        Assert.DoesNotContain(number, reply["from"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_withExtension_answersTheSentMessageThatCarriedIt()
    {
        var number = PlatformFixture.NewNumber();
        var (_, asked) = await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "请问您同意吗",
                to = new[] { number },
                extension = "77",
            }
        );
        var question = (string)asked["messages"]![0]!["id"]!;
        await platform.WaitForStateAsync(question, "delivered");
        await platform.WaitForStateAsync(await platform.SubmitAsync(number, "另一条"), "delivered");
        await platform.PostAsync(
            "/api/v1/messages",
            new
            {
                lane = "care",
                content = "五天后的提醒",
                to = new[] { number },
                scheduledAt = DateTimeOffset.UtcNow.AddDays(5),
            }
        );

        await platform.ReplyAsync(number, "10690000123477", $"同意{number}");
        using var console = await platform.SignInAsync();
        var reply = await WaitForReplyAsync(console, $"同意{number}");

        Assert.Equal(question, (string?)reply["messageId"]);
    }

    [Fact]
    public async Task SubmitPersonalised_repeatedWithRepeatsInside_getsTheFirstAnswer()
    {
        var first = PlatformFixture.NewNumber();
        var second = PlatformFixture.NewNumber();
        await platform.PostAsync(
            "/api/v1/messages/personalised",
            new
            {
                lane = "care",
                messages = new[]
                {
                    new
                    {
                        to = first,
                        content = "甲",
                        clientId = $"p1-{first}",
                    },
                    new
                    {
                        to = first,
                        content = "乙",
                        clientId = $"p2-{first}",
                    },
                },
            }
        );
        var request = new
        {
            clientId = $"b-{first}",
            lane = "care",
            messages = new object[]
            {
                new
                {
                    to = second,
                    content = "别的内容",
                    clientId = $"p1-{first}",
                },
                new { to = second, content = "丙" },
                new
                {
                    to = first,
                    content = "乙",
                    clientId = $"p2-{first}",
                },
                new { to = second, content = "丁" },
            },
        };

        var answer = await platform.PostAsync("/api/v1/messages/personalised", request);
        var again = await platform.PostAsync("/api/v1/messages/personalised", request);

        Assert.Equal((202, 200), (answer.Status, again.Status));
        Assert.Equal(answer.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal(second, (string?)answer.Body["rejected"]![0]!["to"]);
        Assert.Equal(3, answer.Body["messages"]!.AsArray().Count);
    }

    [Fact]
    public async Task SubmitPersonalised_nullsAndMissingContent_rejectThoseOnly()
    {
        var (status, body) = await platform.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages/personalised",
            $$"""
            {"lane":"care","messages":[null,{"to":"{{PlatformFixture.NewNumber()}}"},
            {"to":"{{PlatformFixture.NewNumber()}}","templateId":"appointment","variables":{"name":null,"department":"内科","time":"9点"} },
            {"to":"{{PlatformFixture.NewNumber()}}","content":"可以"}]}
            """
        );

        Assert.Equal(202, status);
        Assert.Single(body["messages"]!.AsArray());
        Assert.Equal(
            ["number_invalid", "content_missing", "template_variable_missing"],
            body["rejected"]!.AsArray().Select(rejected => (string?)rejected!["code"])
        );
    }

    private static async Task<JsonNode> WaitForReplyAsync(HttpClient console, string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var page = JsonNode.Parse(await console.GetStringAsync("/api/admin/replies", limit.Token))!;
            var reply = page["items"]!
                .AsArray()
                .FirstOrDefault(item => ((string)item!["content"]!).Contains(text, StringComparison.Ordinal));
            if (reply is not null)
            {
                return reply;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
