using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Functions.Channels;

/// <summary>Sends the tests that operators asked for outside the console, and says what became of each.</summary>
public sealed class RequestedChannelTests(
    IDbContextFactory<YixunDbContext> contexts,
    ChannelTester tester,
    FieldCipher cipher,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tests = await context
            .ChannelTests.Where(test => test.TakenAt == null)
            .OrderBy(test => test.CreatedAt)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
        foreach (var test in tests)
        {
            // Taken before it is sent: a crash in between loses the test rather than sending it twice.
            test.TakenAt = now;
            await context.SaveChangesAsync(cancellationToken);
            if (now - test.CreatedAt > Stale)
            {
                test.Problem = "stale";
            }
            else
            {
                await SendAsync(context, test, now, cancellationToken);
            }

            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Removes what is old.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Keep;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChannelTests.RemoveRange(
            await context.ChannelTests.Where(test => test.CreatedAt < before).ToListAsync(cancellationToken)
        );
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task SendAsync(
        YixunDbContext context,
        ChannelTestEntity test,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var number = PhoneNumber.FromValue(
            cipher.DecryptNumber(test.Id, CipherField.ChannelTestPhone, test.PhoneCipher)
        );
        try
        {
            var messageId = await tester.SendAsync(test.ChannelId, number, null, cancellationToken);
            test.MessageId = long.Parse(messageId, CultureInfo.InvariantCulture);
            context.ChannelEvents.Add(
                new ChannelEventEntity
                {
                    Id = ids.Next(),
                    ChannelId = test.ChannelId,
                    At = now,
                    Kind = "test",
                    Detail = $"命令行测试发送至 {number}，消息 {messageId}",
                    By = "cli",
                }
            );
        }
        catch (ProblemException exception)
        {
            test.Problem = exception.Problem.Code;
        }
    }
}
