using System.CommandLine;
using Yixun.Cli.Site;

namespace Yixun.Cli.Topology;

/// <summary><c>./yixun topology</c></summary>
internal sealed class TopologyCommand : Command
{
    public TopologyCommand()
        : base("topology", "消息队列 (the broker's queues)")
    {
        var site = new SiteOptions();
        site.AddTo(this);
        Subcommands.Add(new TopologyDeclareCommand(site));
        Subcommands.Add(new TopologyRedriveCommand(site));
    }
}
