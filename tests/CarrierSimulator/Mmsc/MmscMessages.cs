using System.Globalization;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Media;
using Yixun.Carriers.Mm7.Messages;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>What an MMSC writes to VASPs and to phones.</summary>
/// <param name="name">Id of the MMSC in its messages.</param>
internal sealed class MmscMessages(string name, MessageIds ids, TimeProvider time)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>A MessageID or TransactionID that nobody had yet.</summary>
    public string NextId() => ids.Next().ToString("X16", CultureInfo.InvariantCulture);

    public Mm7DeliveryReportReq Report(string messageId, string source, string phone, string status)
    {
        var (word, text) = MmStatusWords.Of(status);
        return new Mm7DeliveryReportReq
        {
            TransactionId = NextId(),
            Sender = new Mm7Address(source),
            Recipient = International(phone),
            TimeStamp = Now(),
            RelayServerId = name,
            MessageId = messageId,
            StatusWord = word,
            StatusText = text,
        };
    }

    public Mm7ReadReplyReq ReadReply(string messageId, string source, string phone, string word) =>
        new()
        {
            TransactionId = NextId(),
            Sender = new Mm7Address(source),
            Recipient = International(phone),
            TimeStamp = Now(),
            RelayServerId = name,
            MessageId = messageId,
            StatusWord = word,
            StatusText = word,
        };

    /// <exception cref="ArgumentException">There is nothing in it, too much, or a medium that no phone makes.</exception>
    public Mm7DeliverReq Deliver(MmsReply reply, string vasp, int maxOctets)
    {
        if (reply.Media.Sum(static medium => (long)medium.Data.Length) > maxOctets)
        {
            throw new ArgumentException($"The media have more than {maxOctets} octets.", nameof(reply));
        }

        var slides = reply
            .Media.Select(
                (medium, index) =>
                    new Mm7Slide
                    {
                        MediaType = medium.Type,
                        Media = medium.Data,
                        Text = index == 0 ? reply.Text : null,
                    }
            )
            .ToList();
        if (slides.Count == 0 && !string.IsNullOrEmpty(reply.Text))
        {
            slides.Add(new Mm7Slide { Text = reply.Text });
        }

        return slides.Count == 0 && string.IsNullOrEmpty(reply.Subject)
            ? throw new ArgumentException("A reply has a subject, a text or a medium.", nameof(reply))
            : new Mm7DeliverReq
            {
                TransactionId = NextId(),
                RelayServerId = name,
                VaspId = vasp,
                VasId = reply.To,
                LinkedId = NextId(),
                Sender = International(reply.From),
                Recipients = Mm7Recipients.Only(reply.To),
                TimeStamp = Now(),
                Priority = Mm7Priority.Normal,
                Subject = reply.Subject,
                Content = slides.Count == 0 ? null : Mm7Presentation.Build(slides),
            };
    }

    public static PhoneMms Show(Mm7SubmitReq submit) =>
        new(
            submit.Subject,
            [
                .. (submit.Content?.Parts ?? []).Select(static part => new PhoneMedium(
                    part.ContentType,
                    part.Name,
                    part.Data.Span,
                    part.ContentType == "text/plain" ? Mm7Text.Decode(part.Data.Span, part.Charset) : null
                )),
            ]
        );

    /// <summary>As MMSCs of China write numbers of subscribers.</summary>
    private static Mm7Address International(string phone) => new(phone.Length == 11 ? $"+86{phone}" : phone);

    private DateTimeOffset Now() => time.GetUtcNow().ToOffset(China);
}
