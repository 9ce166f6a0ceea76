using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Core.Failures;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Cli.Channels;

/// <summary>
/// <c>./yixun channels test ID --to NUMBER</c>: asks the running platform for a test message over exactly this channel, and
/// tells its course until the report.
/// </summary>
internal sealed class ChannelsTestCommand : SiteCommand
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly Argument<string> _channel = new("id")
    {
        Description = "通道编号 (id of the channel)",
        HelpName = "ID",
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "收测试短信的手机号码 (mobile number that gets the message)",
        HelpName = "NUMBER",
        Required = true,
    };

    private readonly Option<int> _wait = new("--wait")
    {
        Description = "最多等待的秒数，默认 60 (seconds to wait at most)",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };

    public ChannelsTestCommand(SiteOptions site)
        : base(
            "test",
            "经指定通道发一条测试短信并等待结果；平台须在运行 (send a test message over a channel; the platform must run)",
            site
        )
    {
        Arguments.Add(_channel);
        Options.Add(_to);
        Options.Add(_wait);
    }

    protected override async Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        if (!PhoneNumber.TryParse(parsed.GetRequiredValue(_to), out var number))
        {
            throw new InputException("--to 不是有效的手机号码", "--to is not a mobile number.");
        }

        var output = parsed.InvocationConfiguration.Output;
        var id = await AskAsync(site, parsed.GetRequiredValue(_channel), number, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(_wait)));
        try
        {
            var messageId = await AcceptedAsync(site, id, limit.Token);
            await output.WriteLineAsync($"已接收，短信编号 (accepted, message) {messageId}");
            return await FollowAsync(site, messageId, output, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ErrorText.Write(
                parsed.InvocationConfiguration.Error,
                "等待超时：平台是否在运行、通道是否已连接？可在发送记录中继续查看",
                "No result in time: does the platform run, is the channel connected? See the records."
            );
            return CommandLine.Unavailable;
        }
    }

    private static async Task<long> AskAsync(
        SiteConnection site,
        string channelId,
        PhoneNumber number,
        CancellationToken cancellationToken
    )
    {
        await using var context = site.CreateContext();
        if (
            !await context.Channels.AnyAsync(
                channel => channel.Id == channelId && channel.Enabled,
                cancellationToken
            )
        )
        {
            throw new InputException(
                $"没有启用的通道“{channelId}”",
                $"There is no enabled channel '{channelId}'."
            );
        }

        // The nonce of the ciphertext is the row's id: 63 random bits meet no other row.
        var id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
        context.ChannelTests.Add(
            new ChannelTestEntity
            {
                Id = id,
                ChannelId = channelId,
                PhoneCipher = site.OpenCipher().EncryptNumber(id, CipherField.ChannelTestPhone, number.Value),
                CreatedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await context.SaveChangesAsync(cancellationToken);
        return id;
    }

    private static async Task<long> AcceptedAsync(
        SiteConnection site,
        long id,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            await using var context = site.CreateContext();
            var test = await context
                .ChannelTests.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
            if (test?.MessageId is { } messageId)
            {
                return messageId;
            }

            if (test?.Problem is { } problem)
            {
                throw new InputException($"平台未接收：{problem}", $"Not accepted: {problem}");
            }

            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<int> FollowAsync(
        SiteConnection site,
        long messageId,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        MessageState? last = null;
        while (true)
        {
            await using var context = site.CreateContext();
            var message = await context
                .Messages.AsNoTracking()
                .SingleAsync(row => row.Id == messageId, cancellationToken);
            if (message.State != last)
            {
                last = message.State;
                var failure = FailureTexts.Find(message.Reason);
                await output.WriteLineAsync(
                    failure is null
                        ? $"{message.State}"
                        : $"{message.State}  {failure.Code} {failure.Cause} {failure.Advice}"
                );
            }

            if (!MessageStates.IsActive(message.State))
            {
                return message.State == MessageState.Delivered ? CommandLine.Done : CommandLine.NotDelivered;
            }

            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }
    }
}
