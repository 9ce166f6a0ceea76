using System.Buffers;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;

namespace Yixun.Carriers.Tests.Cmpp;

/// <summary>Decodes any PDU and encodes it again, for tests that go through all of them.</summary>
internal static class CmppPdus
{
    /// <summary>Decodes the body; null for PDUs without one.</summary>
    public static object? Decode(CmppCommand command, ReadOnlySpan<byte> body, byte version) =>
        command switch
        {
            CmppCommand.Connect => CmppDecoder.Connect(body),
            CmppCommand.ConnectResponse => CmppDecoder.ConnectResponse(body),
            CmppCommand.Submit => CmppDecoder.Submit(body, version),
            CmppCommand.SubmitResponse => CmppDecoder.SubmitResponse(body),
            CmppCommand.Deliver => CmppDecoder.Deliver(body, version),
            CmppCommand.DeliverResponse => CmppDecoder.DeliverResponse(body),
            CmppCommand.Query => CmppDecoder.Query(body),
            CmppCommand.QueryResponse => CmppDecoder.QueryResponse(body),
            CmppCommand.Cancel => CmppDecoder.Cancel(body),
            CmppCommand.CancelResponse => CmppDecoder.CancelResponse(body),
            _ => null,
        };

    public static byte[] Encode(CmppCommand command, uint sequence, object? pdu, byte version)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (pdu)
        {
            case CmppConnect connect:
                CmppEncoder.Connect(output, sequence, connect);
                break;
            case CmppConnectResponse response:
                CmppEncoder.ConnectResponse(output, sequence, response, version);
                break;
            case CmppSubmit submit:
                CmppEncoder.Submit(output, sequence, submit, version);
                break;
            case CmppSubmitResponse response:
                CmppEncoder.SubmitResponse(output, sequence, response, version);
                break;
            case CmppDeliver deliver:
                CmppEncoder.Deliver(output, sequence, deliver, version);
                break;
            case CmppDeliverResponse response:
                CmppEncoder.DeliverResponse(output, sequence, response, version);
                break;
            case CmppQuery query:
                CmppEncoder.Query(output, sequence, query);
                break;
            case CmppQueryResponse response:
                CmppEncoder.QueryResponse(output, sequence, response);
                break;
            case ulong messageId:
                CmppEncoder.Cancel(output, sequence, messageId);
                break;
            case uint success:
                CmppEncoder.CancelResponse(output, sequence, success, version);
                break;
            default:
                if (command == CmppCommand.ActiveTestResponse)
                {
                    CmppEncoder.ActiveTestResponse(output, sequence);
                }
                else
                {
                    CmppEncoder.Empty(output, command, sequence);
                }

                break;
        }

        return output.WrittenSpan.ToArray();
    }
}
