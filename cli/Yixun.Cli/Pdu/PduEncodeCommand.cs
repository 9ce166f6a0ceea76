using System.CommandLine;
using Yixun.Carriers.Inspection;

namespace Yixun.Cli.Pdu;

/// <summary><c>./yixun pdu encode</c>: JSON objects in, one line of hex a PDU out.</summary>
internal sealed class PduEncodeCommand : Command
{
    private const string Help = """
        把 JSON 变成十六进制的数据包，每个数据包一行 (turn JSON into PDUs in hex, one line each)

        输入为一个或多个 JSON 对象，字段与 pdu decode 的输出相同；没有参数或参数为 - 时读标准输入。长度与个数总是重新计算；
        同一字段的几种写法（如 text 与 Msg_Content_hex）给一种即可，都给时必须一致；保留字段可以省略。
        One or more JSON objects, with the fields that pdu decode prints; without an argument, or with -, standard input
        is read. Lengths and counts are always computed; of several forms of a field (text and Msg_Content_hex) one is
        enough, and all that are given must agree; reserved fields may be left out.

        例 (example): ./yixun pdu encode --protocol cmpp20 '{"command":"ACTIVE_TEST","sequence_id":77}'
        """;

    private readonly ProtocolOption _protocol = new();

    private readonly Argument<string[]> _json = OperatorInput.CreateArgument(
        "json",
        "JSON…|-",
        "JSON 对象 (JSON objects)"
    );

    public PduEncodeCommand()
        : base("encode", Help)
    {
        Options.Add(_protocol);
        Arguments.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var protocol = parsed.GetRequiredValue(_protocol);
        var number = 1;
        try
        {
            foreach (var pdu in JsonInput.Parse(OperatorInput.Read(parsed.GetValue(_json)!)))
            {
                output.WriteLine(Convert.ToHexStringLower(PduInspector.Encode(protocol, pdu)));
                number++;
            }

            return CommandLine.Done;
        }
        catch (PduFormatException exception)
        {
            ErrorText.Write(
                error,
                $"第 {number} 个对象：{PduFaultText.Chinese(exception)}",
                $"Object {number}: {exception.Message}"
            );
            return CommandLine.BadInput;
        }
        catch (InputException exception)
        {
            ErrorText.Write(error, exception.Chinese, exception.Message);
            return CommandLine.BadInput;
        }
    }
}
