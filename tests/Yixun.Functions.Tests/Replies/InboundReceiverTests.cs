using System.Text.Json.Nodes;
using Xunit;
using Yixun.Core.Replies;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Inbound;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Tests.Replies;

public sealed class InboundReceiverTests
{
    private const string Phone = "13800138000";

    [Fact]
    public async Task Receive_extensions_leads_each_reply_to_its_system_and_message()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await GiveAsync(bench, "10", "his");
        await GiveAsync(bench, "20", "lis");
        await GiveAsync(bench, "11", "his", "心内科");
        var his = await bench.SendAsync("his", Phone, "55");
        var cardiology = await bench.SendAsync("his", Phone, department: "心内科");
        var lis = await bench.SendAsync("lis", Phone);

        await bench.ReceiveAsync(
            bench.Reply(Phone, "甲", "1055"),
            bench.Reply(Phone, "乙", "11"),
            bench.Reply(Phone, "丙", "20"),
            bench.Reply("13900139000", "丁", "20")
        );

        var replies = (await bench.RowsAsync<InboundMessageEntity>()).ToDictionary(bench.TextOf);
        var (hisId, lisId) = (bench.System("his").Id, bench.System("lis").Id);
        Assert.Equal((hisId, his, ReplyMatchKind.Exact, null), Told(replies["甲"]));
        Assert.Equal((hisId, cardiology, ReplyMatchKind.Exact, "心内科"), Told(replies["乙"]));
        Assert.Equal((lisId, lis, ReplyMatchKind.Exact, null), Told(replies["丙"]));
        Assert.Equal((lisId, null, ReplyMatchKind.Extension, null), Told(replies["丁"]));
        Assert.Equal(
            ["1055", "11", "20", "20"],
            replies.Values.Select(reply => reply.Extension).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Receive_message_older_than_7_days_or_not_yet_sent_is_not_answered()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await bench.SendAsync("his", Phone);
        bench.Time.Advance(TimeSpan.FromDays(8));
        await bench.SubmitAsync("his", Phone);

        var reply = await bench.ReceiveOneAsync(bench.Reply(Phone, "在吗"));

        Assert.Equal((null, null, ReplyMatchKind.None, null), Told(reply));
    }

    [Fact]
    public async Task Receive_delivery_repeated_by_the_carrier_is_stored_and_told_once()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await SubscribeAsync(bench, "his");
        await bench.SendAsync("his", Phone);
        var reply = bench.Reply(Phone, "收到");

        await bench.ReceiveAsync(reply, reply);
        await bench.ReceiveAsync(reply);

        Assert.Single(await bench.RowsAsync<InboundMessageEntity>());
        var callback = Assert.Single(await bench.RowsAsync<CallbackEntity>());
        Assert.Equal(
            (bench.System("his").Id, "reply", CallbackState.Pending),
            (callback.SystemId, callback.Kind, callback.State)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Receive_long_reply_in_disorder_is_joined_and_told_once(bool inOneChunk)
    {
        await using var bench = await ReplyBench.CreateAsync();
        await SubscribeAsync(bench, "his");
        await bench.SendAsync("his", Phone);
        var segments = new[]
        {
            bench.Segment(Phone, "丙", "", 7, 3, 3),
            bench.Segment(Phone, "甲", "", 7, 3, 1),
            bench.Segment(Phone, "乙", "", 7, 3, 2),
            bench.Segment(Phone, "别的", "", 8, 2, 1),
        };

        if (inOneChunk)
        {
            await bench.ReceiveAsync(segments);
        }
        else
        {
            foreach (var segment in segments)
            {
                await bench.ReceiveAsync(segment);
                await bench.ReceiveAsync(segment);
            }
        }

        var reply = Assert.Single(await bench.RowsAsync<InboundMessageEntity>());
        Assert.Equal(("甲乙丙", true), (bench.TextOf(reply), reply.Complete));
        Assert.Single(await bench.RowsAsync<CallbackEntity>());
        var rows = await bench.RowsAsync<InboundSegmentEntity>();
        Assert.Equal(3, rows.Count(row => row.InboundMessageId == reply.Id && row.ContentCipher.Length == 0));
        Assert.Single(rows, row => row.InboundMessageId is null && row.ContentCipher.Length > 0);
    }

    [Fact]
    public async Task CloseOverdue_segments_that_never_came_stores_what_there_is()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await bench.ReceiveAsync(
            bench.Segment(Phone, "丙", "", 7, 3, 3),
            bench.Segment(Phone, "甲", "", 7, 3, 1)
        );

        Assert.Equal(0, await bench.Get<InboundReceiver>().CloseOverdueAsync(ReplyBench.Cancellation));
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await bench.Get<InboundReceiver>().CloseOverdueAsync(ReplyBench.Cancellation));

        var reply = Assert.Single(await bench.RowsAsync<InboundMessageEntity>());
        Assert.Equal(("甲丙", false), (bench.TextOf(reply), reply.Complete));
    }

    [Fact]
    public async Task Receive_words_of_the_site_refuse_and_take_back_at_once()
    {
        await using var bench = await ReplyBench.CreateAsync(
            new() { ["Yixun:OptOutWords:0"] = "别发了", ["Yixun:ResubscribeWords:0"] = "HF" }
        );
        var hash = bench.Get<PhoneHasher>().Hash(Core.Numbers.PhoneNumber.FromValue(13_800_138_000));

        var refusal = await bench.ReceiveOneAsync(bench.Reply(Phone, " 别发了！"));
        var refused = bench.Reference.IsOptedOut(hash);
        await bench.ReceiveAsync(bench.Reply(Phone, "ｔｄ"), bench.Reply("10086", "TD"));
        var rows = await bench.RowsAsync<OptOutEntity>();
        var back = await bench.ReceiveOneAsync(bench.Reply(Phone, "hf"));

        Assert.True(refusal.OptedOut);
        Assert.True(refused);
        Assert.Single(rows);
        Assert.True(back.Resubscribed);
        Assert.False(bench.Reference.IsOptedOut(hash));
        Assert.Empty(await bench.RowsAsync<OptOutEntity>());
    }

    [Fact]
    public async Task Receive_rules_forward_to_the_named_system_without_ids_of_the_other()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await SubscribeAsync(bench, "his");
        await SubscribeAsync(bench, "lis", events: "");
        await AddRuleAsync(
            bench,
            "投诉",
            rule =>
            {
                rule.Comparison = ReplyComparison.Contains;
                rule.Forward = ReplyForward.Named;
                rule.ForwardSystemId = bench.System("lis").Id;
            }
        );
        var message = await bench.SendAsync("his", Phone);

        var reply = await bench.ReceiveOneAsync(bench.Reply(Phone, "我要投诉"));
        await bench.ReceiveAsync(bench.Reply(Phone, "谢谢"));

        var bodies = (await bench.RowsAsync<CallbackEntity>())
            .Where(callback => callback.SubjectId == reply.Id)
            .ToDictionary(
                callback => callback.SystemId,
                callback =>
                    JsonNode.Parse(
                        bench
                            .Get<FieldCipher>()
                            .Decrypt(callback.Id, CipherField.CallbackBody, callback.BodyCipher)
                    )!["reply"]!
            );
        Assert.Equal(2, bodies.Count);
        var his = bodies[bench.System("his").Id];
        var lis = bodies[bench.System("lis").Id];
        Assert.Equal(
            ($"{message}", Phone, "我要投诉"),
            ((string?)his["messageId"], (string?)his["from"], (string?)his["content"])
        );
        Assert.Equal((null, "我要投诉"), ((string?)lis["messageId"], (string?)lis["content"]));
        Assert.Single(
            await bench.RowsAsync<CallbackEntity>(),
            callback => callback.SystemId == bench.System("lis").Id
        );
        Assert.Equal(1, reply.RuleId);
    }

    [Fact]
    public async Task Receive_answering_machine_gets_few_answers()
    {
        await using var bench = await ReplyBench.CreateAsync();
        for (var rule = 1; rule <= 7; rule++)
        {
            await AddRuleAsync(bench, $"自动{rule}", row => row.Answer = $"已收到{row.Name}");
        }

        for (var turn = 0; turn < 3; turn++)
        {
            await bench.ReceiveAsync([
                .. Enumerable.Range(1, 7).Select(rule => bench.Reply(Phone, $"自动{rule}")),
            ]);
        }

        await bench.ReceiveAsync(bench.Reply("10086", "自动1"), bench.Reply("13900139000", "自动1"));
        var answers = await bench.RowsAsync<AutoReplyEntity>();
        Assert.Equal(6, answers.Count);
        Assert.Equal(5, answers.CountBy(answer => answer.PhoneHash).Max(pair => pair.Value));
        Assert.Equal(
            5,
            answers
                .GroupBy(answer => answer.PhoneHash)
                .MaxBy(group => group.Count())!
                .DistinctBy(answer => answer.RuleId)
                .Count()
        );

        bench.Time.Advance(TimeSpan.FromHours(25));
        await bench.ReceiveAsync(bench.Reply(Phone, "自动1"));
        Assert.Equal(7, (await bench.RowsAsync<AutoReplyEntity>()).Count);
    }

    [Fact]
    public async Task Receive_refusal_is_not_answered()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await AddRuleAsync(bench, "TD", rule => rule.Answer = "您已退订");

        await bench.ReceiveAsync(bench.Reply(Phone, "td"));

        Assert.Empty(await bench.RowsAsync<AutoReplyEntity>());
    }

    [Fact]
    public async Task SubmitPending_sends_once_as_the_replys_system_with_its_digits()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await GiveAsync(bench, "10", "his");
        await AddRuleAsync(bench, "确认", rule => rule.Answer = "已为您确认");
        await bench.SendAsync("his", Phone, "55");
        await bench.ReceiveAsync(bench.Reply(Phone, "确认", "1055"));

        var first = await bench.Get<AutoReplies>().SubmitPendingAsync(ReplyBench.Cancellation);
        var second = await bench.Get<AutoReplies>().SubmitPendingAsync(ReplyBench.Cancellation);

        Assert.Equal((1, 0), (first, second));
        var answer = Assert.Single(await bench.RowsAsync<AutoReplyEntity>());
        var batch = Assert.Single(await bench.RowsAsync<BatchEntity>(), batch => batch.Id == answer.BatchId);
        Assert.Equal((bench.System("his").Id, "1055"), (batch.SystemId, batch.Extension));
        Assert.Equal(
            "【仁和医院】已为您确认",
            bench.Get<FieldCipher>().DecryptText(batch.Id, CipherField.BatchContent, batch.ContentCipher)
        );
    }

    [Fact]
    public async Task Receive_many_takes_a_few_queries_a_chunk()
    {
        await using var bench = await ReplyBench.CreateAsync();
        await SubscribeAsync(bench, "his");
        await GiveAsync(bench, "10", "his");
        var phones = Enumerable.Range(0, 500).Select(index => $"{13_900_000_000 + index}").ToList();
        await bench
            .Get<Submission.Submitter>()
            .SubmitAsync(
                new Submission.SubmitRequest("care", phones, Content: "随访"),
                new Submission.SubmissionOrigin(bench.System("his"), [1], Guid.NewGuid().ToByteArray()),
                ReplyBench.Cancellation
            );
        await bench.MarkSentAsync();
        using var queries = new QueryCount(bench.DatabasePath);

        await bench.ReceiveAsync([.. phones.Select(phone => bench.Reply(phone, "好的", "10"))]);

        Assert.InRange(queries.Count, 1, 8);
        var replies = await bench.RowsAsync<InboundMessageEntity>();
        Assert.Equal(500, replies.Select(reply => reply.RepliesToMessageId).Distinct().Count());
        Assert.Equal(500, (await bench.RowsAsync<CallbackEntity>()).Count);
    }

    private static (int? System, long? Message, ReplyMatchKind By, string? Department) Told(
        InboundMessageEntity reply
    ) => (reply.SystemId, reply.RepliesToMessageId, reply.MatchedBy, reply.Department);

    private static Task GiveAsync(
        ReplyBench bench,
        string digits,
        string system,
        string? department = null
    ) =>
        bench.ChangeAsync(context =>
            context.Extensions.Add(
                new ExtensionEntity
                {
                    Digits = digits,
                    SystemId = bench.System(system).Id,
                    Department = department,
                    UpdatedBy = "test",
                }
            )
        );

    private static Task SubscribeAsync(ReplyBench bench, string system, string events = "reply") =>
        bench.ChangeAsync(context =>
        {
            var row = context.ConnectedSystems.Single(row => row.Key == system);
            row.CallbackUrl = "http://127.0.0.1:9/";
            row.CallbackEvents = events;
        });

    private static Task AddRuleAsync(ReplyBench bench, string word, Action<ReplyRuleEntity> change) =>
        bench.ChangeAsync(context =>
        {
            var rule = new ReplyRuleEntity
            {
                Name = word,
                Words = ReplyRuleRows.WriteWords([word]),
                UpdatedBy = "test",
            };
            change(rule);
            context.ReplyRules.Add(rule);
        });
}
