using System.Globalization;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>
/// SOAP envelopes to messages, by local names. Everything throws <see cref="CarrierProtocolException"/>, and nothing else,
/// on octets that can't be the message.
/// </summary>
internal static class Mm7EnvelopeReader
{
    private const int MaxTransactionId = 255;

    public static Mm7Message Read(ReadOnlySpan<byte> octets)
    {
        var envelope = Mm7Element.Parse(Mm7Text.DecodeXml(octets));
        if (envelope.Name != "Envelope")
        {
            throw new CarrierProtocolException($"{Shorten(envelope.Name)} is no SOAP envelope.");
        }

        var transaction = envelope.Child("Header")?.Value("TransactionID") ?? "";
        if (transaction.Length > MaxTransactionId)
        {
            throw new CarrierProtocolException($"TransactionID of {transaction.Length} characters.");
        }

        var body = envelope.Child("Body")?.Children;
        if (body is not [var message, ..])
        {
            throw new CarrierProtocolException("The envelope has no message.");
        }

        return message.Name switch
        {
            "Fault" => SoapFault(message, transaction),
            "RSErrorRsp" or "VASPErrorRsp" => ErrorRsp(message, transaction),
            _ when transaction.Length == 0 => throw new CarrierProtocolException(
                "The envelope has no TransactionID."
            ),
            "SubmitReq" => SubmitReq(message, transaction),
            "SubmitRsp" => new Mm7SubmitRsp
            {
                TransactionId = transaction,
                Status = RequiredStatus(message),
                MessageId = message.Value("MessageID"),
            },
            "DeliverReq" => DeliverReq(message, transaction),
            "DeliverRsp" => new Mm7DeliverRsp
            {
                TransactionId = transaction,
                Status = RequiredStatus(message),
                ServiceCode = message.Value("ServiceCode"),
            },
            "DeliveryReportReq" => DeliveryReportReq(message, transaction),
            "DeliveryReportRsp" => new Mm7DeliveryReportRsp
            {
                TransactionId = transaction,
                Status = RequiredStatus(message),
            },
            "ReadReplyReq" => ReadReplyReq(message, transaction),
            "ReadReplyRsp" => new Mm7ReadReplyRsp
            {
                TransactionId = transaction,
                Status = RequiredStatus(message),
            },
            _ => throw new CarrierProtocolException($"{Shorten(message.Name)} is not supported."),
        };
    }

    private static Mm7SubmitReq SubmitReq(Mm7Element message, string transaction)
    {
        var sender = message.Child("SenderIdentification");
        return new Mm7SubmitReq
        {
            TransactionId = transaction,
            VaspId = sender?.Value("VASPID") ?? "",
            VasId = sender?.Value("VASID") ?? "",
            SenderAddress = Address(sender?.Child("SenderAddress"))?.Value,
            Recipients = Recipients(message),
            ServiceCode = message.Value("ServiceCode"),
            LinkedId = message.Value("LinkedID"),
            MessageClass = message.Word<Mm7MessageClass>("MessageClass"),
            TimeStamp = message.Time("TimeStamp"),
            ReplyCharging = ReplyCharging(message.Child("ReplyCharging")),
            EarliestDeliveryTime = message.Time("EarliestDeliveryTime"),
            ExpiryDate = message.Time("ExpiryDate"),
            DeliveryReport = message.Flag("DeliveryReport"),
            ReadReply = message.Flag("ReadReply"),
            Priority = message.Word<Mm7Priority>("Priority"),
            Subject = message.Value("Subject"),
            ChargedParty = message.Word<Mm7ChargedParty>("ChargedParty"),
            ChargedPartyId = message.Value("ChargedPartyID"),
            DistributionIndicator = message.Flag("DistributionIndicator"),
            AllowAdaptations = message.Child("Content")?.Attribute("allowAdaptations") switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            },
        };
    }

    private static Mm7DeliverReq DeliverReq(Mm7Element message, string transaction) =>
        new()
        {
            TransactionId = transaction,
            RelayServerId = RelayServerId(message),
            VaspId = message.Value("VASPID"),
            VasId = message.Value("VASID"),
            LinkedId = message.Value("LinkedID"),
            Sender = RequiredAddress(message, "Sender"),
            Recipients = Recipients(message),
            TimeStamp = message.Time("TimeStamp"),
            ReplyChargingId = message.Value("ReplyChargingID"),
            Priority = message.Word<Mm7Priority>("Priority"),
            Subject = message.Value("Subject"),
        };

    private static Mm7DeliveryReportReq DeliveryReportReq(Mm7Element message, string transaction) =>
        new()
        {
            TransactionId = transaction,
            Sender = Address(message.Child("Sender")),
            Recipient = RequiredAddress(message, "Recipient"),
            TimeStamp = message.Time("TimeStamp"),
            RelayServerId = RelayServerId(message),
            MessageId = message.Required("MessageID"),
            StatusWord = message.Required("MMStatus"),
            StatusText = message.Value("StatusText"),
        };

    /// <summary>The word stands in MMStatus or ReadStatus, by the maker of the MMSC.</summary>
    private static Mm7ReadReplyReq ReadReplyReq(Mm7Element message, string transaction) =>
        new()
        {
            TransactionId = transaction,
            Sender = Address(message.Child("Sender")),
            Recipient = RequiredAddress(message, "Recipient"),
            TimeStamp = message.Time("TimeStamp"),
            RelayServerId = RelayServerId(message),
            MessageId = message.Required("MessageID"),
            StatusWord = message.Value("ReadStatus") ?? message.Required("MMStatus"),
            StatusText = message.Value("StatusText"),
        };

    /// <summary>China Mobile misspells it.</summary>
    private static string? RelayServerId(Mm7Element message) =>
        message.Value("MMSRelayServerID") ?? message.Value("MMSReplayServerID");

    private static Mm7Fault SoapFault(Mm7Element fault, string transaction)
    {
        var detail = fault.Child("detail") ?? fault.Child("Detail");
        var error = detail?.Child("RSErrorRsp") ?? detail?.Child("VASPErrorRsp") ?? detail;
        var code = fault.Value("faultcode") ?? "";
        return new Mm7Fault
        {
            TransactionId = transaction,
            Source = Source(error),
            FaultCode = code[(code.LastIndexOf(':') + 1)..],
            FaultText = fault.Value("faultstring") ?? "",
            Status = error is null ? null : Status(error),
        };
    }

    private static Mm7Fault ErrorRsp(Mm7Element error, string transaction) =>
        new()
        {
            TransactionId = transaction,
            Source = Source(error),
            Status = Status(error),
        };

    private static Mm7FaultSource Source(Mm7Element? error) =>
        error?.Name == "VASPErrorRsp" ? Mm7FaultSource.Vasp : Mm7FaultSource.RelayServer;

    private static Mm7Status RequiredStatus(Mm7Element message) =>
        Status(message) ?? throw new CarrierProtocolException($"{message.Name} without StatusCode.");

    private static Mm7Status? Status(Mm7Element message)
    {
        var status = message.Child("Status") ?? message;
        return int.TryParse(
            status.Value("StatusCode"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var code
        )
            ? new Mm7Status(code, status.Value("StatusText") ?? "", status.Child("Details")?.WholeText)
            : null;
    }

    private static Mm7Recipients Recipients(Mm7Element message)
    {
        var recipients = message.Child("Recipients");
        return recipients is null
            ? new Mm7Recipients()
            : new Mm7Recipients
            {
                To = Addresses(recipients, "To"),
                Cc = Addresses(recipients, "Cc"),
                Bcc = Addresses(recipients, "Bcc"),
            };
    }

    private static Mm7Address[] Addresses(Mm7Element recipients, string name) =>
        [
            .. recipients
                .Children.Where(child => child.Name == name)
                .SelectMany(list => list.Children)
                .Select(Named)
                .OfType<Mm7Address>(),
        ];

    private static Mm7Address RequiredAddress(Mm7Element message, string name) =>
        Address(message.Child(name)) ?? throw new CarrierProtocolException($"{message.Name} without {name}.");

    /// <summary>The text stands in the element itself or in a child that says what it is.</summary>
    private static Mm7Address? Address(Mm7Element? element) =>
        element is null ? null
        : element.Children.Select(Named).FirstOrDefault(address => address is not null) is { } address
            ? address
        : element.Text.Length == 0 ? null
        : new Mm7Address(
            element.Text,
            element.Text.Contains('@') ? Mm7AddressForm.RFC2822Address : Mm7AddressForm.Number
        );

    private static Mm7Address? Named(Mm7Element element) =>
        element.Text.Length == 0
            ? null
            : element.Name switch
            {
                nameof(Mm7AddressForm.Number) => new Mm7Address(element.Text),
                nameof(Mm7AddressForm.RFC2822Address) => new Mm7Address(
                    element.Text,
                    Mm7AddressForm.RFC2822Address
                ),
                nameof(Mm7AddressForm.ShortCode) => new Mm7Address(element.Text, Mm7AddressForm.ShortCode),
                _ => null,
            };

    private static Mm7ReplyCharging? ReplyCharging(Mm7Element? element) =>
        element is null
            ? null
            : new Mm7ReplyCharging(
                int.TryParse(
                    element.Attribute("replyChargingSize"),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var size
                )
                    ? size
                    : null,
                Mm7Element.ReadTime(element.Attribute("replyDeadline"))
            );

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40];
}
