using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Core.Channels;
using Yixun.Core.Ids;
using Yixun.Core.Routing;
using Yixun.Data.Channels;
using Yixun.Data.Model;

namespace Yixun.Cli.Doctor;

/// <summary>Every enabled channel can work as it is set, its gateway answers, and a daemon holds its connections.</summary>
internal sealed class ChannelsCheck : IDoctorCheck
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    public string Area => "通道";

    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.Connection is not { } site)
        {
            return [Finding.Warning("channels.skipped", "没有可用的数据库，未检查", "先处理数据库的问题")];
        }

        try
        {
            await using var context = site.CreateContext();
            var channels = await context
                .Channels.AsNoTracking()
                .Where(channel => channel.Enabled)
                .OrderBy(channel => channel.Id)
                .ToListAsync(cancellationToken);
            if (channels.Count == 0)
            {
                return
                [
                    Finding.Warning("channels.none", "没有启用的通道", "在管理后台建立通道，短信才能发出"),
                ];
            }

            var since = patient.Time.GetUtcNow() - Fresh;
            var states = (
                await context
                    .ChannelStates.AsNoTracking()
                    .Where(state => state.UpdatedAt >= since)
                    .ToListAsync(cancellationToken)
            ).ToLookup(state => state.ChannelId);
            var findings = new List<Finding>();
            findings.AddRange(Settings(patient, channels));
            findings.AddRange(Hours(channels));
            findings.AddRange(channels.SelectMany(channel => Standing(channel, [.. states[channel.Id]])));
            findings.AddRange(
                (
                    await Task.WhenAll(channels.Select(channel => ReachAsync(channel, cancellationToken)))
                ).OfType<Finding>()
            );
            if (findings.TrueForAll(finding => finding.Level == FindingLevel.Ok))
            {
                findings.Add(Finding.Ok("channels.ok", $"{channels.Count} 个通道均已连接"));
            }

            return findings;
        }
        catch (Exception exception) when (DatabaseCheck.IsAway(exception, cancellationToken))
        {
            return [Finding.Warning("channels.skipped", "数据库不可用，未检查", "先处理数据库的问题")];
        }
    }

    private static IEnumerable<Finding> Settings(Patient patient, List<ChannelEntity> channels)
    {
        if (patient.TryOpenCipher() is not { } cipher)
        {
            yield return Finding.Warning(
                "channels.secrets_closed",
                "没有完好的密钥文件，通道设置未检查",
                "先处理密钥文件的问题"
            );
            yield break;
        }

        var rows = new ChannelRows(cipher, new MessageIdGenerator(0, patient.Time));
        foreach (var channel in channels)
        {
            if (TryRead(rows, channel) is not { } settings)
            {
                yield return Finding.Fault(
                    "channels.key_mismatch",
                    $"通道 {channel.Id} 的密码不能用这个密钥文件解密",
                    "恢复与数据库同一份备份中的密钥文件"
                );
                continue;
            }

            foreach (var fault in ChannelSettingsCheck.Find(settings))
            {
                yield return Finding.Fault(
                    "channels.setting",
                    $"通道 {channel.Id} 的 {fault.Field}：{fault.Detail}",
                    "在管理后台改正该通道的设置"
                );
            }
        }
    }

    private static ChannelSettings? TryRead(ChannelRows rows, ChannelEntity channel)
    {
        try
        {
            return rows.Read(channel);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A critical value must be able to leave at any hour.</summary>
    private static IEnumerable<Finding> Hours(List<ChannelEntity> channels)
    {
        var critical = channels
            .Where(channel =>
                channel.Kind == ChannelKind.Sms
                && (channel.Lanes.Length == 0 || channel.Lanes.Contains("Critical", StringComparison.Ordinal))
            )
            .ToList();
        if (critical.Count == 0)
        {
            yield return Finding.Warning(
                "channels.no_critical",
                "没有可发危急值的通道",
                "至少让一个通道可走 critical 类别"
            );
        }
        else if (critical.TrueForAll(channel => channel.Hours != "always"))
        {
            yield return Finding.Warning(
                "channels.hours",
                "可发危急值的通道都有时段限制，时段外危急值发不出去",
                "至少让一个通道的时段为 always"
            );
        }
    }

    private static IEnumerable<Finding> Standing(ChannelEntity channel, List<ChannelStateEntity> states)
    {
        if (states.Find(state => state.Error is not null)?.Error is { } error)
        {
            yield return Finding.Fault(
                "channels.error",
                $"通道 {channel.Id} 的设置不能用：{error}",
                "在管理后台改正该通道的设置"
            );
        }
        else if (states.Count == 0)
        {
            yield return Finding.Fault(
                "channels.no_daemon",
                $"没有发送进程在运行通道 {channel.Id}",
                "启动发送进程，或查看其日志"
            );
        }
        else if (states.Sum(state => state.Bound) == 0 && channel.Mode != ChannelMode.Paused)
        {
            yield return Finding.Fault(
                "channels.unbound",
                $"通道 {channel.Id} 没有登录成功的连接：{states.MaxBy(state => state.UpdatedAt)!.LastEvent}",
                "核对网关地址、账号、密码与本机 IP 是否已在运营商报备，再联系运营商"
            );
        }
        else if (states.Sum(state => state.Bound) < channel.Connections && channel.Mode != ChannelMode.Paused)
        {
            yield return Finding.Warning(
                "channels.few_bound",
                $"通道 {channel.Id} 只有 {states.Sum(state => state.Bound)}/{channel.Connections} 个连接",
                "核对运营商允许的连接数，与“连接数”设置一致"
            );
        }
    }

    /// <summary>From here; the daemons may be on other machines, so a gateway that does not answer is only a warning.</summary>
    private static async Task<Finding?> ReachAsync(ChannelEntity channel, CancellationToken cancellationToken)
    {
        var gateway = ChannelRows.GatewayOf(channel);
        var (host, port) =
            channel.Kind != ChannelKind.Mms ? (channel.Host, channel.Port)
            : Uri.TryCreate(gateway, UriKind.Absolute, out var uri) ? (uri.Host, uri.Port)
            : ("", 0);
        if (host.Length == 0 || port is < 1 or > 65_535)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTime);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, limit.Token);
            return null;
        }
        catch (Exception exception)
            when (exception is SocketException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return Finding.Warning(
                "channels.gateway_unreachable",
                $"从本机连不上通道 {channel.Id} 的网关 {gateway}",
                "若发送进程在本机，检查网络、防火墙与专线；在别处则以发送进程的连接为准"
            );
        }
    }
}
