using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Alerts;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Data.Model;
using Yixun.Data.Store;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>
/// Sends the notice as a text message of the critical lane, by the ordinary road, over a channel that works and that the
/// alert is not about. The delivery's id is the clientId, so a repeated try sends nothing twice.
/// </summary>
public sealed class SmsAlertSender(
    Submitter submitter,
    ReferenceData reference,
    IDbContextFactory<YixunDbContext> contexts,
    TimeProvider time
) : IAlertSender
{
    private const int LongestText = 180;

    public AlertTargetKind Kind => AlertTargetKind.Sms;

    public string? Check(AlertDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return PhoneNumber.TryParse(destination.Address, out _) ? null : "手机号码不正确";
    }

    public string Mask(string address) =>
        PhoneNumber.TryParse(address, out var number) ? number.ToString() : "***";

    public async Task SendAsync(
        AlertDestination destination,
        AlertNotice notice,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(notice);
        if (!PhoneNumber.TryParse(destination.Address, out var number))
        {
            throw new AlertNotDeliveredException("手机号码不正确");
        }

        var system =
            reference.FindSystem(SystemSeed.ConsoleKey)
            ?? throw new AlertNotDeliveredException("管理后台的接入系统不存在");
        var channel = await ChooseAsync(number, notice.Alert, cancellationToken);
        var text = $"{notice.Headline}。{notice.Alert.Detail}";
        var clientId = $"alert-{notice.Id}";
        try
        {
            await submitter.SubmitOverAsync(
                channel,
                new SubmitRequest(
                    Lanes.NameOf(Lane.Critical),
                    [number.Digits],
                    clientId,
                    Content: text.Length > LongestText ? text[..LongestText] : text
                ),
                // By the id alone: a later try may have other words for the same notice.
                new SubmissionOrigin(
                    system,
                    SHA256.HashData(Encoding.ASCII.GetBytes(clientId)),
                    RandomNumberGenerator.GetBytes(16)
                ),
                cancellationToken
            );
        }
        catch (ProblemException exception)
        {
            throw new AlertNotDeliveredException($"短信未被接收：{exception.Problem.Detail}", exception);
        }
        catch (NoRecipientLeftException exception)
        {
            throw new AlertNotDeliveredException($"短信未被接收：{exception.Problem.Detail}", exception);
        }
        catch (Exception exception) when (exception is StoreBusyException or StoreUnavailableException)
        {
            throw new AlertNotDeliveredException("数据库暂时不可写入", exception);
        }
    }

    private async Task<string> ChooseAsync(
        PhoneNumber number,
        AlertNoticeSubject about,
        CancellationToken cancellationToken
    )
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var down = await database
            .Alerts.AsNoTracking()
            .Where(alert =>
                alert.ClearedAt == null
                && (alert.Kind == AlertKinds.Down || alert.Kind == AlertKinds.DaemonAway)
            )
            .Select(alert => alert.ChannelId)
            .ToListAsync(cancellationToken);
        if (down.Contains(""))
        {
            throw new AlertNotDeliveredException("没有发送进程在线，短信发不出");
        }

        var now = time.GetUtcNow().ToOffset(reference.Zone);
        var routes = reference.Routes;
        var carrier = routes.Choose(new RouteRequest(number, Lane.Critical, 0), now).Carrier;
        return routes
                .Channels.Where(channel =>
                    channel
                        is {
                            Enabled: true,
                            Kind: ChannelKind.Sms,
                            Mode: ChannelMode.Running,
                            HealthShare: > 0
                        }
                    && channel.Id != about.Channel
                    && !down.Contains(channel.Id)
                    && channel.Reaches(carrier)
                    && channel.Carries(Lane.Critical)
                    && channel.OpensAt(now) is null
                )
                .MaxBy(channel => channel.EffectiveWeight)
                ?.Id
            ?? throw new AlertNotDeliveredException("没有其他可用的通道能到达该号码");
    }
}
