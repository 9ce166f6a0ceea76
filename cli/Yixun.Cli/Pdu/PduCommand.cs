using System.CommandLine;

namespace Yixun.Cli.Pdu;

/// <summary><c>./yixun pdu</c>: looks into what carriers and the platform say to each other.</summary>
internal sealed class PduCommand : Command
{
    public PduCommand()
        : base("pdu", "解读或生成运营商协议的数据包 (read or build PDUs of the carriers' protocols)")
    {
        Subcommands.Add(new PduDecodeCommand());
        Subcommands.Add(new PduEncodeCommand());
        Action = new BilingualHelp(asked: false);
    }
}
