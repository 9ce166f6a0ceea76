using System.Security.Cryptography;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Functions.Mms;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Channels;

/// <summary>Sends a message over exactly one channel, with the console's signature and the most urgent lane.</summary>
public sealed class ChannelTester(
    ChannelRegister register,
    Submitter submitter,
    ReferenceData reference,
    TimeProvider time
)
{
    /// <param name="content">Null: a text that names channel and time.</param>
    /// <returns>Id of the message.</returns>
    /// <exception cref="ProblemException">
    /// not_found, channel_disabled, or as for any submission.
    /// </exception>
    public async Task<string> SendAsync(
        string channelId,
        PhoneNumber number,
        string? content,
        CancellationToken cancellationToken
    )
    {
        var channel = (await register.GetAsync(channelId, cancellationToken)).Settings;
        if (!channel.Enabled)
        {
            throw new ProblemException(ProblemCatalogue.ChannelDisabled);
        }

        var system =
            reference.FindSystem(SystemSeed.ConsoleKey)
            ?? throw new ProblemException(ProblemCatalogue.KeyUnknown);
        var origin = new SubmissionOrigin(
            system,
            RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes),
            RandomNumberGenerator.GetBytes(16)
        );
        var text =
            content
            ?? $"通道测试：{channel.Name}，{time.GetUtcNow().ToOffset(reference.Zone):MM-dd HH:mm:ss}";
        var answer = string.Equals(channel.Kind, nameof(ChannelKind.Mms), StringComparison.OrdinalIgnoreCase)
            ? await submitter.SubmitOverAsync(
                channelId,
                new SubmitMmsRequest(
                    "critical",
                    [number.Digits],
                    "通道测试",
                    [new MmsSlideRequest(Text: text)]
                ),
                origin,
                cancellationToken
            )
            : await submitter.SubmitOverAsync(
                channelId,
                new SubmitRequest("critical", [number.Digits], Content: text),
                origin,
                cancellationToken
            );
        return answer.Messages[0].Id;
    }
}
