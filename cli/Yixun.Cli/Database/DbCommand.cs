using System.CommandLine;
using Yixun.Cli.Site;

namespace Yixun.Cli.Database;

/// <summary><c>./yixun db</c></summary>
internal sealed class DbCommand : Command
{
    public DbCommand()
        : base("db", "数据库 (the database)")
    {
        var site = new SiteOptions();
        site.AddTo(this);
        Subcommands.Add(new DbMigrateCommand(site));
        Subcommands.Add(new DbPartitionsCommand(site));
    }
}
