using System.Text;
using System.Xml;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>
/// Messages to SOAP 1.1 envelopes in UTF-8. The header holds TransactionID alone and comes first, as China Mobile's parser
/// wants it. Text that XML can't hold throws <see cref="ArgumentException"/>.
/// </summary>
internal static class Mm7EnvelopeWriter
{
    private const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false, true),
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.Entitize,
        CloseOutput = false,
    };

    /// <param name="contentId">Content-ID of the content's part; null when there is none to refer to.</param>
    public static byte[] Write(Mm7Message message, Mm7Dialect dialect, string? contentId = null)
    {
        using var output = new MemoryStream();
        output.Write("""<?xml version="1.0" encoding="UTF-8"?>"""u8);
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("env", "Envelope", Soap);
            xml.WriteStartElement("env", "Header", Soap);
            xml.WriteStartElement("mm7", "TransactionID", dialect.Namespace);
            xml.WriteAttributeString("xmlns", "mm7", null, dialect.Namespace);
            xml.WriteAttributeString("env", "mustUnderstand", Soap, "1");
            xml.WriteString(message.TransactionId);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteStartElement("env", "Body", Soap);
            Body(xml, message, dialect, contentId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return output.ToArray();
    }

    private static void Body(XmlWriter xml, Mm7Message message, Mm7Dialect dialect, string? contentId)
    {
        if (message is Mm7Fault fault)
        {
            Fault(xml, fault, dialect);
            return;
        }

        var body = new Mm7BodyWriter(xml, dialect);
        switch (message)
        {
            case Mm7SubmitReq submit:
                body.SubmitReq(submit, contentId);
                break;
            case Mm7SubmitRsp response:
                body.Response("SubmitRsp", response, "MessageID", response.MessageId);
                break;
            case Mm7DeliverReq deliver:
                body.DeliverReq(deliver, contentId);
                break;
            case Mm7DeliverRsp response:
                body.Response("DeliverRsp", response, "ServiceCode", response.ServiceCode);
                break;
            case Mm7DeliveryReportReq report:
                body.Report("DeliveryReportReq", report, "MMStatus");
                break;
            case Mm7DeliveryReportRsp response:
                body.Response("DeliveryReportRsp", response, null, null);
                break;
            case Mm7ReadReplyReq report:
                body.Report("ReadReplyReq", report, "MMStatus");
                break;
            case Mm7ReadReplyRsp response:
                body.Response("ReadReplyRsp", response, null, null);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} is no message.", nameof(message));
        }
    }

    private static void Fault(XmlWriter xml, Mm7Fault fault, Mm7Dialect dialect)
    {
        xml.WriteStartElement("env", "Fault", Soap);
        xml.WriteElementString(
            "faultcode",
            $"env:{(fault.FaultCode.Length == 0 ? "Server" : fault.FaultCode)}"
        );
        xml.WriteElementString("faultstring", fault.FaultText);
        if (fault.Status is not null)
        {
            xml.WriteStartElement("detail");
            new Mm7BodyWriter(xml, dialect).Error(
                fault.Source == Mm7FaultSource.Vasp ? "VASPErrorRsp" : "RSErrorRsp",
                fault.Status
            );
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
