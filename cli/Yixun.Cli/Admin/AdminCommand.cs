using System.CommandLine;
using Yixun.Cli.Site;

namespace Yixun.Cli.Admin;

/// <summary><c>./yixun admin</c></summary>
internal sealed class AdminCommand : Command
{
    public AdminCommand()
        : base("admin", "后台账号 (accounts of the console)")
    {
        var site = new SiteOptions();
        site.AddTo(this);
        Subcommands.Add(new AdminCreateCommand(site));
        Subcommands.Add(new AdminResetPasswordCommand(site));
    }
}
