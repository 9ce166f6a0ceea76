using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Media;
using Yixun.Carriers.Mm7.Messages;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator.Tests.Mmsc;

public sealed class MmscTests
{
    private const string Phone = "13800138000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Message_reaches_the_phone_and_reports_come_back(bool qualified, bool base64)
    {
        await using var session = await MmsSession.StartAsync(
            settings: settings => settings with { Dialect = new Mm7Dialect { Base64 = base64 } },
            mmsc: new MmscOptions { QualifiedChildren = qualified }
        );
        var result = await session.SubmitAsync(session.Message("您的报告已出"));

        Assert.Equal(SubmitOutcomeKind.Accepted, result.Outcome.Kind);
        var message = Assert.Single(session.Host.MessagesOf(Phone));
        Assert.Equal(("106900001234", "您的报告已出"), (message.Source, message.Text));
        Assert.Equal("检验报告", message.Mms!.Subject);
        var picture = Assert.Single(message.Mms.Media, medium => medium.Type == "image/gif");
        Assert.Equal(MmsSession.Gif.Length, picture.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(MmsSession.Gif)), picture.Sha256);
        Assert.Equal(
            "您的报告已出",
            Assert.Single(message.Mms.Media, medium => medium.Text is not null).Text
        );

        await session.UntilAsync(() => session.Vasp.Messages.Count == 2, "reported and read");
        var report = Assert.Single(session.Vasp.Reports);
        Assert.Equal(
            (result.Outcome.CarrierId, Mm7DeliveryStatus.Retrieved, "+8613800138000"),
            (report.MessageId, report.DeliveryStatus, report.Recipient.Value)
        );
        var read = Assert.Single(session.Vasp.Messages.OfType<Mm7ReadReplyReq>());
        Assert.Equal((report.MessageId, Mm7ReadStatus.Read), (read.MessageId, read.ReadStatus));
        await session.UntilAsync(
            () =>
                session.Host.TotalsOf("mobile")
                    is { ReportsAcknowledged: 1, ReadRepliesAcknowledged: 1, Retries: 0 },
            "acknowledged"
        );
    }

    [Fact]
    public async Task Message_without_content_is_plain_xml_and_shows_its_subject()
    {
        await using var session = await MmsSession.StartAsync();
        await session.SubmitAsync(session.Message() with { Content = null });
        var message = Assert.Single(session.Host.MessagesOf(Phone));
        Assert.Equal(("检验报告", 0), (message.Mms!.Subject, message.Mms.Media.Count));
    }

    [Fact]
    public async Task Every_recipient_gets_the_message_and_a_report()
    {
        await using var session = await MmsSession.StartAsync();
        var result = await session.SubmitAsync(session.Message("a", "13800138000", "+8613900139000"));
        await session.UntilAsync(() => session.Vasp.Reports.Count == 2, "reported");
        Assert.Equal(
            ["+8613800138000", "+8613900139000"],
            session.Vasp.Reports.Select(report => report.Recipient.Value).Order()
        );
        Assert.All(session.Told, told => Assert.Equal(result.Outcome.CarrierId, told.Id));
        Assert.Single(session.Host.MessagesOf("13900139000"));
    }

    [Fact]
    public async Task Nothing_is_reported_that_was_not_asked_for()
    {
        await using var session = await MmsSession.StartAsync();
        await session.SubmitAsync(session.Message() with { DeliveryReport = false, ReadReply = null });
        await session.SubmitAsync(session.Message("b"));
        await session.UntilAsync(() => session.Vasp.Messages.Count == 2, "the second reported");
        Assert.Equal(1, session.Host.TotalsOf("mobile").ReportsSent);
    }

    [Theory]
    [InlineData("13800000000", Mm7DeliveryStatus.Rejected)]
    [InlineData("13800000002", Mm7DeliveryStatus.Expired)]
    [InlineData("13800000003", Mm7DeliveryStatus.Indeterminate)]
    public async Task Number_chooses_the_status_as_with_every_protocol(string phone, Mm7DeliveryStatus status)
    {
        await using var session = await MmsSession.StartAsync();
        await session.SubmitAsync(session.Message("a", phone));
        await session.UntilAsync(() => session.Vasp.Reports.Count == 1, "reported");
        Assert.Equal(status, session.Vasp.Reports[0].DeliveryStatus);
        Assert.Empty(session.Host.MessagesOf(phone));
    }

    [Fact]
    public async Task Words_and_codes_of_mm7_are_given_as_they_are()
    {
        await using var session = await MmsSession.StartAsync(
            new GatewayBehaviour
            {
                Outcomes = new Dictionary<string, double> { ["Recipient Rejected"] = 1 },
                SubmitResults = new Dictionary<uint, double> { [1100] = 1 },
                Overrides = new Dictionary<string, string> { ["9"] = "result:4449" },
            }
        );
        var partial = await session.SubmitAsync(session.Message());
        Assert.Equal((SubmitOutcomeKind.Accepted, true), (partial.Outcome.Kind, partial.IsPartial));
        await session.UntilAsync(() => session.Told.Count == 1, "reported");
        Assert.Equal("Recipient Rejected", session.Told[0].Status);
        var refused = await session.SubmitAsync(session.Message("a", "13800138009"));
        Assert.Equal((SubmitOutcomeKind.Rejected, 4449u), (refused.Outcome.Kind, refused.Outcome.Code));
    }

    [Theory]
    [InlineData(MmscAuthentication.Any, Mm7Authentication.Basic, true)]
    [InlineData(MmscAuthentication.Any, Mm7Authentication.Digest, true)]
    [InlineData(MmscAuthentication.Basic, Mm7Authentication.Basic, true)]
    [InlineData(MmscAuthentication.Basic, Mm7Authentication.Digest, false)]
    [InlineData(MmscAuthentication.Digest, Mm7Authentication.Basic, true)]
    [InlineData(MmscAuthentication.Digest, Mm7Authentication.Digest, true)]
    [InlineData(MmscAuthentication.Any, Mm7Authentication.None, false)]
    public async Task Account_proves_itself_as_it_may(
        MmscAuthentication wanted,
        Mm7Authentication used,
        bool isTaken
    )
    {
        await using var session = await MmsSession.StartAsync(
            change: account => account with { Authentication = wanted },
            settings: settings => settings with { Authentication = used }
        );
        var first = await session.SubmitAsync(session.Message());
        var second = await session.SubmitAsync(session.Message("b"));
        Assert.All(
            new[] { first, second },
            result =>
                Assert.Equal(
                    isTaken ? (SubmitOutcomeKind.Accepted, 0u) : (SubmitOutcomeKind.Rejected, 401u),
                    (result.Outcome.Kind, result.Outcome.Code)
                )
        );
        Assert.Equal(isTaken ? 2 : 0, session.Host.TotalsOf("mobile").Submits);
    }

    [Theory]
    [InlineData(Mm7Authentication.Basic)]
    [InlineData(Mm7Authentication.Digest)]
    public async Task Wrong_password_is_refused_with_401(Mm7Authentication used)
    {
        await using var session = await MmsSession.StartAsync(settings: settings =>
            settings with
            {
                Authentication = used,
                Password = "wrong",
            }
        );
        var result = await session.SubmitAsync(session.Message());
        Assert.Equal((SubmitOutcomeKind.Rejected, 401u), (result.Outcome.Kind, result.Outcome.Code));
        Assert.True(session.Host.TotalsOf("mobile").LoginsRefused >= 1);
        Assert.Empty(session.Host.MessagesOf(Phone));
    }

    [Fact]
    public async Task Limits_of_the_mmsc_refuse_what_is_beyond_them()
    {
        await using var session = await MmsSession.StartAsync(
            mmsc: new MmscOptions { MaxMessageBytes = 2048, MaxRecipients = 1 }
        );
        var many = await session.SubmitAsync(session.Message("a", "13800138000", "13900139000"));
        Assert.Equal((SubmitOutcomeKind.Rejected, 3003u), (many.Outcome.Kind, many.Outcome.Code));
        var big = await session.SubmitAsync(session.Message(new string('a', 3000)));
        Assert.Equal((SubmitOutcomeKind.Rejected, 2004u), (big.Outcome.Kind, big.Outcome.Code));
        var mail = session.Message() with
        {
            Recipients = new Mm7Recipients
            {
                To = [new Mm7Address("a@example.org", Mm7AddressForm.RFC2822Address)],
            },
        };
        var nowhere = await session.SubmitAsync(mail);
        Assert.Equal((SubmitOutcomeKind.Rejected, 2002u), (nowhere.Outcome.Kind, nowhere.Outcome.Code));
        Assert.Equal(3, session.Host.TotalsOf("mobile").Refused);
        using var answer = await PostAsync(session, new string(' ', 2 * 1024 * 1024));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("no xml", 2007)]
    [InlineData(
        """<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><Envelope><Header><TransactionID>&f;</TransactionID></Header><Body><SubmitReq/></Body></Envelope>""",
        2007
    )]
    [InlineData("<Envelope><Body><SubmitReq/></Body></Envelope>", 2007)]
    [InlineData(
        "<Envelope><Header><TransactionID>T</TransactionID></Header><Body><DeliveryReportRsp><Status><StatusCode>1000</StatusCode></Status></DeliveryReportRsp></Body></Envelope>",
        4003
    )]
    public async Task Body_that_is_no_submit_gets_a_fault(string body, int code)
    {
        await using var session = await MmsSession.StartAsync();
        using var answer = await PostAsync(session, body);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var fault = Assert.IsType<Mm7Fault>(
            Mm7Codec.Read(
                answer.Content.Headers.ContentType!.ToString(),
                await answer.Content.ReadAsByteArrayAsync(Cancellation)
            )
        );
        Assert.Equal((code, "Client"), (fault.Status!.Code, fault.FaultCode));
        Assert.Equal(0, session.Host.TotalsOf("mobile").Submits);
    }

    [Fact]
    public async Task Only_posts_are_served()
    {
        await using var session = await MmsSession.StartAsync();
        using var http = new HttpClient();
        using var answer = await http.GetAsync(session.Address, Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Reports_wait_for_the_address_and_are_posted_again_until_they_are_stored()
    {
        await using var session = await MmsSession.StartAsync(
            new GatewayBehaviour { RetrySeconds = 0.05 },
            account => account with { ReportUrl = null, ReportUser = "mmsc", ReportSecret = "secret" }
        );
        await session.SubmitAsync(session.Message() with { ReadReply = false });
        session.Vasp.Stores = false;
        Assert.Equal(0, session.Host.TotalsOf("mobile").ReportsSent);
        session.Host.SetReportUrl("mobile", "901234", session.Vasp.Address);
        await session.UntilAsync(() => session.Told.Count >= 2, "posted again");
        session.Vasp.Stores = true;
        await session.UntilAsync(
            () => session.Host.TotalsOf("mobile").ReportsAcknowledged == 1,
            "acknowledged"
        );
        Assert.Single(session.Vasp.Reports.Select(report => report.TransactionId).Distinct());
        Assert.All(
            session.Vasp.Authorizations,
            header => Assert.Equal(Mm7BasicCredentials.Header("mmsc", "secret"), header)
        );
    }

    [Fact]
    public async Task Reply_with_a_picture_reaches_the_vasp()
    {
        await using var session = await MmsSession.StartAsync(mmsc: new MmscOptions { Base64 = true });
        session.Host.Reply(
            new MmsReply
            {
                From = Phone,
                To = "10690000123401",
                Subject = "伤口照片",
                Text = "第三天",
                Media = [new MmsReplyMedium("image/gif", MmsSession.Gif)],
            }
        );
        await session.UntilAsync(
            () => session.Host.TotalsOf("mobile").RepliesAcknowledged == 1,
            "acknowledged"
        );
        var deliver = Assert.IsType<Mm7DeliverReq>(Assert.Single(session.Vasp.Messages));
        Assert.Equal(
            ("+8613800138000", "10690000123401", "伤口照片"),
            (deliver.Sender.Value, deliver.Recipients.To[0].Value, deliver.Subject)
        );
        Assert.Equal(
            MmsSession.Gif,
            deliver.Content!.Parts.Single(part => part.ContentType == "image/gif").Data.ToArray()
        );
        Assert.Equal(
            "第三天",
            Encoding.UTF8.GetString(
                deliver.Content.Parts.Single(part => part.ContentType == "text/plain").Data.Span
            )
        );
        Assert.NotNull(deliver.LinkedId);
        Assert.NotNull(deliver.Content.Smil);
    }

    [Fact]
    public async Task Text_reply_becomes_a_message_where_there_is_only_an_mmsc()
    {
        await using var session = await MmsSession.StartAsync();
        session.Host.Reply(Phone, "1069", "T");
        await session.UntilAsync(() => session.Vasp.Messages.Count == 1, "replied");
        Assert.IsType<Mm7DeliverReq>(session.Vasp.Messages.Single());
    }

    [Fact]
    public async Task Gateway_that_is_away_refuses_connections_and_posts_nothing()
    {
        await using var session = await MmsSession.StartAsync(new GatewayBehaviour { ReportDelay = 100 });
        var port = session.Host.Gateways[0].Port;
        await session.SubmitAsync(session.Message() with { ReadReply = false });
        await session.Host.ListenAsync("mobile", false, Cancellation);
        var away = await session.SubmitAsync(session.Message("b") with { ReadReply = false });
        Assert.Equal(SubmitOutcomeKind.NotSent, away.Outcome.Kind);
        await Task.Delay(300, Cancellation);
        Assert.Empty(session.Vasp.Messages);
        await session.Host.ListenAsync("mobile", true, Cancellation);
        Assert.Equal(port, session.Host.Gateways[0].Port);
        await session.UntilAsync(() => session.Told.Count == 1, "reported");
        var back = await session.SubmitAsync(session.Message("c"));
        Assert.Equal(SubmitOutcomeKind.Accepted, back.Outcome.Kind);
    }

    [Fact]
    public async Task Page_shows_pictures_by_the_api_and_nothing_that_runs()
    {
        await using var session = await MmsSession.StartAsync();
        await session.SubmitAsync(session.Message());
        using var http = new HttpClient { BaseAddress = session.Host.HttpUrl };
        var message = (await http.GetFromJsonAsync<JsonElement>($"/api/phones/{Phone}", Cancellation))
            .EnumerateArray()
            .Single();
        var media = message.GetProperty("mms").GetProperty("media").EnumerateArray().ToArray();
        Assert.Equal("image/gif", media[0].GetProperty("type").GetString());
        Assert.Equal(64, media[0].GetProperty("sha256").GetString()!.Length);
        var id = message.GetProperty("id").GetInt64();
        using var picture = await http.GetAsync($"/api/messages/{id}/media/0", Cancellation);
        Assert.Equal("image/gif", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains(
            "sandbox",
            picture.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal(MmsSession.Gif, await picture.Content.ReadAsByteArrayAsync(Cancellation));
        using var missing = await http.GetAsync($"/api/messages/{id}/media/9", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("{\"from\":\"13800138000\",\"to\":\"1069\",\"subject\":\"a\"}", 202)]
    [InlineData(
        "{\"from\":\"13800138000\",\"to\":\"1069\",\"media\":[{\"type\":\"image/gif\",\"data\":\"R0lGODlh\"}]}",
        202
    )]
    [InlineData("{\"from\":\"13800138000\",\"to\":\"1069\"}", 400)]
    [InlineData(
        "{\"from\":\"13800138000\",\"to\":\"1069\",\"media\":[{\"type\":\"image/gif\",\"data\":\"*\"}]}",
        400
    )]
    [InlineData(
        "{\"from\":\"13800138000\",\"to\":\"1069\",\"media\":[{\"type\":\"text/html\",\"data\":\"R0lG\"}]}",
        400
    )]
    [InlineData("{\"from\":\"x\",\"to\":\"1069\",\"text\":\"a\"}", 400)]
    [InlineData("{\"from\":\"1\",\"to\":\"1069\",\"text\":\"a\",\"gateway\":\"none\"}", 404)]
    public async Task Api_takes_replies_and_explains_bad_ones(string body, int status)
    {
        await using var session = await MmsSession.StartAsync();
        using var http = new HttpClient { BaseAddress = session.Host.HttpUrl };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/api/mms-replies", content, Cancellation);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 202)
        {
            await session.UntilAsync(() => session.Vasp.Messages.Count == 1, "replied");
        }
    }

    [Theory]
    [InlineData("mobile", "901234", "{\"url\":\"http://127.0.0.1:1/x\"}", 200)]
    [InlineData("mobile", "901234", "{\"url\":null}", 200)]
    [InlineData("mobile", "901234", "{\"url\":\"ftp://127.0.0.1/x\"}", 400)]
    [InlineData("mobile", "none", "{\"url\":null}", 404)]
    [InlineData("none", "901234", "{\"url\":null}", 404)]
    public async Task Api_sets_the_report_address(string gateway, string account, string body, int status)
    {
        await using var session = await MmsSession.StartAsync();
        using var http = new HttpClient { BaseAddress = session.Host.HttpUrl };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(
            $"/api/gateways/{gateway}/accounts/{account}/report-url",
            content,
            Cancellation
        );
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(MmsSession session, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, session.Address);
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(
            Mm7BasicCredentials.Header("901234", "1234")
        );
        request.Content = new StringContent(body, Encoding.UTF8, "text/xml");
        return await http.SendAsync(request, Cancellation);
    }
}
