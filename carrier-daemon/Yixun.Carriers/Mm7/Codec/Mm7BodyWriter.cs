using System.Globalization;
using System.Xml;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>The message element of one envelope, its children in the order of the schema.</summary>
internal readonly struct Mm7BodyWriter(XmlWriter xml, Mm7Dialect dialect)
{
    private readonly string _children = dialect.QualifiedChildren ? dialect.Namespace : "";

    public void SubmitReq(Mm7SubmitReq message, string? contentId)
    {
        Begin("SubmitReq");
        Start("SenderIdentification");
        Element("VASPID", message.VaspId);
        Element("VASID", message.VasId);
        Element("SenderAddress", message.SenderAddress);
        xml.WriteEndElement();
        Recipients(message.Recipients);
        Element("ServiceCode", message.ServiceCode);
        Element("LinkedID", message.LinkedId);
        Word("MessageClass", message.MessageClass);
        Time("TimeStamp", message.TimeStamp);
        ReplyCharging(message.ReplyCharging);
        Time("EarliestDeliveryTime", message.EarliestDeliveryTime);
        Time("ExpiryDate", message.ExpiryDate);
        Flag("DeliveryReport", message.DeliveryReport);
        Flag("ReadReply", message.ReadReply);
        Word("Priority", message.Priority);
        Element("Subject", message.Subject);
        Word("ChargedParty", message.ChargedParty);
        Element("ChargedPartyID", message.ChargedPartyId);
        Flag("DistributionIndicator", message.DistributionIndicator);
        Content(contentId, message.AllowAdaptations);
        xml.WriteEndElement();
    }

    public void DeliverReq(Mm7DeliverReq message, string? contentId)
    {
        Begin("DeliverReq");
        Element("MMSRelayServerID", message.RelayServerId);
        Element("VASPID", message.VaspId);
        Element("VASID", message.VasId);
        Element("LinkedID", message.LinkedId);
        Address("Sender", message.Sender);
        Recipients(message.Recipients);
        Time("TimeStamp", message.TimeStamp);
        Element("ReplyChargingID", message.ReplyChargingId);
        Word("Priority", message.Priority);
        Element("Subject", message.Subject);
        Content(contentId, null);
        xml.WriteEndElement();
    }

    public void Report(string name, Mm7Report message, string status)
    {
        Begin(name);
        Address("Sender", message.Sender);
        Address("Recipient", message.Recipient);
        Time("TimeStamp", message.TimeStamp);
        Element("MMSRelayServerID", message.RelayServerId);
        Element("MessageID", message.MessageId);
        Element(status, message.StatusWord);
        Element("StatusText", message.StatusText);
        xml.WriteEndElement();
    }

    /// <param name="extra">Name of the one element that some responses have more.</param>
    public void Response(string name, Mm7Response message, string? extra, string? value)
    {
        Begin(name);
        Status(message.Status);
        if (extra is not null)
        {
            Element(extra, value);
        }

        xml.WriteEndElement();
    }

    public void Error(string name, Mm7Status status)
    {
        Begin(name);
        Status(status);
        xml.WriteEndElement();
    }

    private void Begin(string name)
    {
        xml.WriteStartElement(name, dialect.Namespace);
        Element("MM7Version", dialect.Version);
    }

    private void Start(string name) => xml.WriteStartElement(name, _children);

    private void Element(string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, _children, value);
        }
    }

    private void Word<T>(string name, T? value)
        where T : struct, Enum
    {
        if (value is { } word)
        {
            Element(
                name,
                Enum.GetName(word) ?? throw new ArgumentException($"{word} is no {name}.", nameof(value))
            );
        }
    }

    private void Flag(string name, bool? value) =>
        Element(name, value is { } flag ? (flag ? "true" : "false") : null);

    private void Time(string name, DateTimeOffset? value) => Element(name, Format(value));

    private static string? Format(DateTimeOffset? time) =>
        time?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private void Status(Mm7Status status)
    {
        Start("Status");
        Element("StatusCode", status.Code.ToString(CultureInfo.InvariantCulture));
        Element("StatusText", status.Text);
        Element("Details", status.Details);
        xml.WriteEndElement();
    }

    private void Address(string name, Mm7Address? address)
    {
        if (address is not null)
        {
            Start(name);
            Word(address);
            xml.WriteEndElement();
        }
    }

    private void Word(Mm7Address address) =>
        Element(
            Enum.GetName(address.Form)
                ?? throw new ArgumentException($"{address.Form} is no form.", nameof(address)),
            address.Value
        );

    private void Recipients(Mm7Recipients recipients)
    {
        Start("Recipients");
        Addresses("To", recipients.To);
        Addresses("Cc", recipients.Cc);
        Addresses("Bcc", recipients.Bcc);
        xml.WriteEndElement();
    }

    private void Addresses(string name, IReadOnlyList<Mm7Address> addresses)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        Start(name);
        foreach (var address in addresses)
        {
            Word(address);
        }

        xml.WriteEndElement();
    }

    private void ReplyCharging(Mm7ReplyCharging? charging)
    {
        if (charging is null)
        {
            return;
        }

        Start("ReplyCharging");
        if (charging.Size is { } size)
        {
            xml.WriteAttributeString("replyChargingSize", size.ToString(CultureInfo.InvariantCulture));
        }

        if (Format(charging.Deadline) is { } deadline)
        {
            xml.WriteAttributeString("replyDeadline", deadline);
        }

        xml.WriteEndElement();
    }

    private void Content(string? contentId, bool? allowAdaptations)
    {
        if (contentId is null)
        {
            return;
        }

        Start("Content");
        xml.WriteAttributeString("href", $"cid:{contentId}");
        if (allowAdaptations is { } allowed)
        {
            xml.WriteAttributeString("allowAdaptations", allowed ? "true" : "false");
        }

        xml.WriteEndElement();
    }
}
