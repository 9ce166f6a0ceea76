using Yixun.Core.Mms;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Core.Text;
using Yixun.Functions.Mms;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Submission;

/// <content>Submissions of MMS.</content>
public sealed partial class SubmissionValidator
{
    /// <summary>A link of the greatest length that tokens make of the public address.</summary>
    private const string LongestToken = "AAAAAAAAAA";

    /// <inheritdoc cref="Validate(SubmitRequest,ConnectedSystem)"/>
    public SubmissionDraft Validate(SubmitMmsRequest request, ConnectedSystem system)
    {
        var lane = LaneOf(request.Lane, system);
        CheckClientId(request.ClientId, "clientId");
        CheckCount(request.To, "to");
        var extension = HandsetNumber.ExtensionOf(reference, system, request.Department, request.Extension);

        var rules = options.Value.Mms;
        var signature = SignatureOf(request.Signature, system);
        var suffix = reference.Lanes[lane].Suffix;
        var plain = SubjectOf(request.Subject, rules.MaximumSubjectLength);
        var subject = Signed(MessageText.Compose(signature, plain, null), "subject");
        var slides = MmsSlideReader.Read(request.Slides, suffix, rules.ToLimits());
        var fallback = FallbackOf(request.Fallback, plain, signature, suffix);
        var total = MmsValidator.TotalOf(slides);
        var recipients = new RecipientList(request.To.Count);
        foreach (var to in request.To)
        {
            if (!recipients.TryRead(to, out var number))
            {
                continue;
            }

            if (total > rules.MaximumBytesOf(reference.Routes.Find(number).Carrier))
            {
                recipients.Reject(to, ProblemCatalogue.MmsTooLargeForCarrier);
                continue;
            }

            recipients.Add(to, new DraftMessage(number, subject, 1, null));
        }

        return recipients.Close(
            new SubmissionDraft
            {
                Lane = lane,
                Kind = ChannelKind.Mms,
                ClientId = request.ClientId,
                SharedText = subject,
                Extension = extension,
                ScheduledAt = ScheduleOf(request.ScheduledAt),
                Mms = new MmsDraft(slides, fallback),
                Messages = [],
                Rejected = [],
            }
        );
    }

    private static string SubjectOf(string given, int maximumLength)
    {
        var subject = MessageText.Clean(given).Trim();
        return
            subject.Length == 0
            || subject.Length > maximumLength
            || subject.AsSpan().ContainsAny('\n', '\t')
            || MessageText.HasLoneSurrogate(subject)
            ? throw new ProblemException(ProblemCatalogue.MmsSubjectInvalid.At("subject"))
            : subject;
    }

    private static string Signed(string text, string field) =>
        MessageText.SignatureOf(text) is not { } front
            ? throw new ProblemException(ProblemCatalogue.SignatureMissing.At("signature"))
        : MessageText.IsValidSignature(front) ? text
        : throw new ProblemException(ProblemCatalogue.SignatureTextInvalid.At(field));

    private string? FallbackOf(
        MmsFallbackRequest? fallback,
        string subject,
        string? signature,
        string? suffix
    )
    {
        const string Field = "fallback.content";
        if (fallback is not { Sms: true })
        {
            return null;
        }

        if (options.Value.PublicLink("m", LongestToken) is not { } link)
        {
            throw new ProblemException(ProblemCatalogue.MmsFallbackUnavailable.At("fallback"));
        }

        var content = MessageText.Clean(fallback.Content ?? subject);
        if (string.IsNullOrWhiteSpace(content) || MessageText.HasLoneSurrogate(content))
        {
            throw new ProblemException(ProblemCatalogue.ContentInvalid.At(Field));
        }

        var text = Signed(FallbackText.Compose(signature, content, suffix), Field);
        return TextSegmenter.CountBillable(FallbackText.WithLink(text, link)) > TextSegmenter.MaximumSegments
            ? throw new ProblemException(ProblemCatalogue.ContentTooLong.At(Field))
            : text;
    }
}
