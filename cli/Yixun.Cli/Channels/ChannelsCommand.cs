using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Core.Routing;
using Yixun.Data.Channels;
using Yixun.Data.Model;

namespace Yixun.Cli.Channels;

/// <summary><c>./yixun channels</c>: how every channel is set and stands.</summary>
internal sealed class ChannelsCommand : SiteCommand
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = ReadableJsonEncoder.Instance,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "每个通道一行 JSON (one JSON object a line)",
    };

    public ChannelsCommand()
        : this(new SiteOptions()) { }

    private ChannelsCommand(SiteOptions site)
        : base("channels", "列出通道及其现状 (the channels and how they stand)", site)
    {
        site.AddTo(this);
        Options.Add(_json);
        Subcommands.Add(new ChannelsTestCommand(site));
    }

    protected override async Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        await using var context = site.CreateContext();
        var channels = await context
            .Channels.AsNoTracking()
            .OrderBy(channel => channel.Id)
            .ToListAsync(cancellationToken);
        var since = TimeProvider.System.GetUtcNow() - Fresh;
        var states = (
            await context
                .ChannelStates.AsNoTracking()
                .Where(state => state.UpdatedAt >= since)
                .ToListAsync(cancellationToken)
        ).ToLookup(state => state.ChannelId);
        var output = parsed.InvocationConfiguration.Output;
        foreach (var channel in channels)
        {
            var line = ChannelLine.Of(channel, [.. states[channel.Id]]);
            await output.WriteLineAsync(
                parsed.GetValue(_json) ? JsonSerializer.Serialize(line, Json) : line.ToText()
            );
        }

        if (channels.Count == 0 && !parsed.GetValue(_json))
        {
            await output.WriteLineAsync("还没有通道 (no channels yet)");
        }

        return CommandLine.Done;
    }

    /// <param name="Mode">running, draining, paused or disabled.</param>
    /// <param name="Health">Points of 100.</param>
    /// <param name="Replicas">Daemon processes that run it; 0: none says that it does.</param>
    private sealed record ChannelLine(
        string Id,
        string Name,
        string Protocol,
        string Gateway,
        string AccessNumber,
        string Mode,
        int Weight,
        int Health,
        string? HealthReason,
        int Connections,
        int Bound,
        int InFlight,
        int Waiting,
        int Replicas,
        string? Error,
        string? LastEvent
    )
    {
        public static ChannelLine Of(ChannelEntity channel, List<ChannelStateEntity> states) =>
            new(
                channel.Id,
                channel.Name,
                channel.Protocol,
                ChannelRows.GatewayOf(channel),
                channel.AccessNumber,
                !channel.Enabled ? "disabled"
                    : channel.Mode == ChannelMode.Running ? "running"
                    : channel.Mode == ChannelMode.Paused ? "paused"
                    : "draining",
                channel.Weight,
                channel.HealthShare,
                channel.HealthReason,
                channel.Connections,
                states.Sum(state => state.Bound),
                states.Sum(state => state.InFlight),
                states.Sum(state => state.Waiting),
                states.Count,
                states.Find(state => state.Error is not null)?.Error,
                states.MaxBy(state => state.UpdatedAt)?.LastEvent
            );

        public string ToText()
        {
            var mode = Mode switch
            {
                "disabled" => "停用",
                "paused" => "暂停",
                "draining" => "排空",
                _ => "运行",
            };
            var health = Health == 100 ? "" : $"  健康 {Health}/100 {HealthReason}";
            var error = Error is null ? "" : $"  错误 {Error}";
            var daemon = Replicas == 0 ? "  没有守护进程在运行它 (no daemon runs it)" : "";
            return $"{Id}  {Name}  {Protocol} {Gateway}  {mode}  连接 {Bound}/{Connections}  "
                + $"在途 {InFlight}  等待 {Waiting}  权重 {Weight}{health}{error}{daemon}";
        }
    }
}
