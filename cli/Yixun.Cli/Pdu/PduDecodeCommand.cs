using System.CommandLine;
using System.Text.Json;
using Yixun.Carriers.Inspection;

namespace Yixun.Cli.Pdu;

/// <summary><c>./yixun pdu decode</c>: hex in, one JSON object a PDU out.</summary>
internal sealed class PduDecodeCommand : Command
{
    private const string Help = """
        把十六进制的数据包解读为 JSON，每个数据包一行 (turn PDUs in hex into JSON, one line each)

        输入可含空格、换行、冒号和 0x，可连续放多个数据包；没有参数或参数为 - 时读标准输入。遇到坏数据包时，之前的照常输出，
        错误及其偏移写到标准错误，退出码为 1。
        Spaces, line breaks, colons and 0x may stand in the hex; several PDUs may follow each other; without an argument,
        or with -, standard input is read. At a bad PDU those before it are printed, the error and its offset go to
        standard error, and the exit code is 1.

        例 (example): ./yixun pdu decode --protocol cmpp20 0000000c 00000008 0000004d
        """;

    private readonly ProtocolOption _protocol = new();

    private readonly Option<bool> _pretty = new("--pretty")
    {
        Description = "缩进成多行 (indent, on several lines)",
    };

    private readonly Argument<string[]> _hex = OperatorInput.CreateArgument(
        "hex",
        "HEX…|-",
        "十六进制数据 (hex digits)"
    );

    public PduDecodeCommand()
        : base("decode", Help)
    {
        Options.Add(_protocol);
        Options.Add(_pretty);
        Arguments.Add(_hex);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var options = new JsonSerializerOptions
        {
            Encoder = ReadableJsonEncoder.Instance,
            WriteIndented = parsed.GetValue(_pretty),
        };
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            var octets = HexInput.Parse(OperatorInput.Read(parsed.GetValue(_hex)!));
            foreach (var pdu in PduInspector.Decode(parsed.GetRequiredValue(_protocol), octets))
            {
                output.WriteLine(pdu.ToJsonString(options));
            }

            return CommandLine.Done;
        }
        catch (PduFormatException exception)
        {
            ErrorText.Write(error, PduFaultText.Chinese(exception), exception.Message);
            return CommandLine.BadInput;
        }
        catch (InputException exception)
        {
            ErrorText.Write(error, exception.Chinese, exception.Message);
            return CommandLine.BadInput;
        }
    }
}
