using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>Sends the notice as a mail of plain text.</summary>
public sealed class EmailAlertSender(TimeProvider time, IOptions<SmtpOptions> options) : IAlertSender
{
    public AlertTargetKind Kind => AlertTargetKind.Email;

    public string? Missing =>
        options.Value.Host.Length == 0 ? "没有配置邮件服务器（Yixun:Smtp:Host），不能发送邮件"
        : !MailboxAddress.TryParse(options.Value.From, out _)
            ? "没有配置发件地址（Yixun:Smtp:From），不能发送邮件"
        : null;

    public string? Check(AlertDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return
            MailboxAddress.TryParse(destination.Address, out var mailbox)
            && mailbox.Address == destination.Address
            && mailbox.Domain.Length > 0
            ? null
            : "邮箱地址不正确";
    }

    public string Mask(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.LastIndexOf('@');
        return at < 1 ? "***" : $"{address[0]}***{address[at..]}";
    }

    public async Task SendAsync(
        AlertDestination destination,
        AlertNotice notice,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(notice);
        var server = options.Value;
        if (server.Host.Length == 0 || !MailboxAddress.TryParse(server.From, out var from))
        {
            throw new AlertNotDeliveredException("没有配置邮件服务器（Yixun:Smtp）");
        }

        using var mail = Write(destination, notice, from);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(server.Timeout);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, SecurityOf(server), limit.Token);
            if (server.User.Length > 0)
            {
                await client.AuthenticateAsync(server.User, server.Password, limit.Token);
            }

            await client.SendAsync(mail, limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertNotDeliveredException("邮件服务器超时未应答", exception);
        }
        catch (AuthenticationException exception)
        {
            throw new AlertNotDeliveredException("邮件服务器拒绝登录", exception);
        }
        catch (SmtpCommandException exception)
        {
            throw new AlertNotDeliveredException(
                $"邮件服务器返回 {(int)exception.StatusCode}（{exception.ErrorCode}）",
                exception
            );
        }
        catch (Exception exception)
            when (exception
                    is SocketException
                        or IOException
                        or ProtocolException
                        or SslHandshakeException
                        or NotSupportedException
            )
        {
            throw new AlertNotDeliveredException(
                $"无法经邮件服务器发送：{exception.GetType().Name}",
                exception
            );
        }
    }

    private MimeMessage Write(AlertDestination destination, AlertNotice notice, MailboxAddress from)
    {
        var alert = notice.Alert;
        var text =
            $"{notice.Headline}\n\n{alert.Detail}\n\n发生时间：{alert.RaisedAt:yyyy-MM-dd HH:mm:ss}\n"
            + (alert.ClearedAt is { } at ? $"解除时间：{at:yyyy-MM-dd HH:mm:ss}\n" : "")
            + $"告警编号：{alert.Id}\n";
        return new MimeMessage
        {
            From = { from },
            To = { MailboxAddress.Parse(destination.Address) },
            Date = time.GetUtcNow().ToOffset(alert.RaisedAt.Offset),
            // The same in every try, so that a mail server or reader can tell a repetition.
            MessageId = $"alert-{notice.Id}@{from.Domain}",
            Subject = $"[医讯] {notice.Headline}",
            Body = new TextPart("plain") { Text = text },
        };
    }

    private static SecureSocketOptions SecurityOf(SmtpOptions server) =>
        server.Security.ToUpperInvariant() switch
        {
            "NONE" => SecureSocketOptions.None,
            "STARTTLS" => SecureSocketOptions.StartTls,
            "TLS" => SecureSocketOptions.SslOnConnect,
            _ => throw new AlertNotDeliveredException("Yixun:Smtp:Security 须为 None、StartTls 或 Tls"),
        };
}
