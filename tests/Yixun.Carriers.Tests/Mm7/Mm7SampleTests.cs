using System.Text;
using System.Text.Json;
using Xunit;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7SampleTests
{
    public static TheoryData<string> Names =>
        new(Mm7Samples.All.Select(sample => sample.GetProperty("name").GetString()!));

    [Fact]
    public void Samples_are_all_there() => Assert.Equal(5, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_sample_gives_every_listed_field(string name)
    {
        var sample = Mm7Samples.Named(name);
        var message = Mm7Samples.Read(Mm7Samples.Xml(name));
        Assert.Equal($"Mm7{sample.GetProperty("message").GetString()}", message.GetType().Name);
        Assert.Equal(sample.GetProperty("transaction_id").GetString(), message.TransactionId);
        foreach (var field in sample.GetProperty("fields").EnumerateObject())
        {
            Assert.Equal(Canonical(field.Value), Field(message, field.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_read_sample_gives_the_same_document(string name)
    {
        var message = Mm7Samples.Read(Mm7Samples.Xml(name));
        var payload = Mm7Codec.Write(message, new Mm7Dialect());
        Assert.Equal(Mm7Samples.EnvelopeType, payload.ContentType);
        Assert.Equal(Mm7Samples.Xml(name), Encoding.UTF8.GetString(payload.Body));
    }

    private static string? Field(Mm7Message message, string name) =>
        (message, name) switch
        {
            (Mm7SubmitReq submit, "VASPID") => submit.VaspId,
            (Mm7SubmitReq submit, "VASID") => submit.VasId,
            (Mm7SubmitReq submit, "SenderAddress") => submit.SenderAddress,
            (Mm7SubmitReq submit, "To") => string.Join(',', submit.Recipients.To.Select(to => to.Value)),
            (Mm7SubmitReq submit, "ServiceCode") => submit.ServiceCode,
            (Mm7SubmitReq submit, "DeliveryReport") => submit.DeliveryReport?.ToString(),
            (Mm7SubmitReq submit, "Subject") => submit.Subject,
            (Mm7Response response, "StatusCode") => $"{response.Status.Code}",
            (Mm7SubmitRsp response, "MessageID") => response.MessageId,
            (Mm7DeliveryReportReq report, "MessageID") => report.MessageId,
            (Mm7DeliveryReportReq report, "MMStatus") => report.DeliveryStatus.ToString(),
            (Mm7DeliveryReportReq report, "Recipient") => report.Recipient.Value,
            (Mm7DeliveryReportReq report, "StatusText") => report.StatusText,
            _ => throw new InvalidOperationException($"{name} is not compared."),
        };

    private static string Canonical(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? string.Join(',', value.EnumerateArray().Select(Canonical))
            : value.ToString();
}
