using System.CommandLine;
using Yixun.Carriers.Inspection;

namespace Yixun.Cli.Pdu;

/// <summary><c>--protocol</c>.</summary>
internal sealed class ProtocolOption : Option<string>
{
    private static readonly string Names = string.Join('|', PduInspector.Protocols);

    public ProtocolOption()
        : base("--protocol", "-p")
    {
        HelpName = Names;
        Description = "协议 (protocol)";
        Required = true;
        Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !PduInspector.Protocols.Contains(token.Value))
            {
                result.AddError($"没有协议“{token.Value}”，应为 (no such protocol, expected) {Names}");
            }
        });
    }
}
