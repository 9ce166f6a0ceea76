using System.CommandLine;

namespace Yixun.Cli.Keys;

/// <summary><c>./yixun keys</c></summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand()
        : base("keys", "数据密钥 (keys that protect numbers and contents at rest)") =>
        Subcommands.Add(new KeysGenerateCommand());
}
