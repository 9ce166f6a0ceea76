using System.CommandLine;
using Yixun.Cli.Site;

namespace Yixun.Cli.Backup;

/// <summary><c>./yixun backup</c></summary>
internal sealed class BackupCommand : Command
{
    public BackupCommand()
        : base("backup", "备份登记 (the record of backups)")
    {
        var site = new SiteOptions();
        site.AddTo(this);
        Subcommands.Add(new BackupMarkCommand(site));
    }
}
