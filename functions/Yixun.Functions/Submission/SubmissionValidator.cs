using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Text;
using Yixun.Functions.Hosting;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Submission;

/// <summary>Checks a submission: what is wrong with the whole is a problem, what is wrong with one recipient rejects that one.</summary>
public sealed partial class SubmissionValidator(
    ReferenceData reference,
    TimeProvider time,
    IOptions<YixunOptions> options
)
{
    private static readonly TimeSpan FurthestSchedule = TimeSpan.FromDays(90);

    /// <exception cref="ProblemException">The whole can't be accepted.</exception>
    /// <exception cref="NoRecipientLeftException">Every number was refused.</exception>
    public SubmissionDraft Validate(SubmitRequest request, ConnectedSystem system)
    {
        var lane = LaneOf(request.Lane, system);
        CheckClientId(request.ClientId, "clientId");
        CheckCount(request.To, "to");
        var extension = HandsetNumber.ExtensionOf(reference, system, request.Department, request.Extension);
        var text = Compose(
            request.Content,
            request.TemplateId,
            request.Variables,
            SignatureOf(request.Signature, system),
            reference.Lanes[lane].Suffix,
            out var problem
        );
        if (text is null)
        {
            throw new ProblemException(problem!);
        }

        var segments = TextSegmenter.CountBillable(text);
        var recipients = new RecipientList(request.To.Count);
        foreach (var to in request.To)
        {
            if (recipients.TryRead(to, out var number))
            {
                recipients.Add(to, new DraftMessage(number, text, segments, null));
            }
        }

        return recipients.Close(
            new SubmissionDraft
            {
                Lane = lane,
                ClientId = request.ClientId,
                TemplateId = request.TemplateId,
                SharedText = text,
                Extension = extension,
                Department = request.Department,
                ScheduledAt = ScheduleOf(request.ScheduledAt),
                Messages = [],
                Rejected = [],
            }
        );
    }

    /// <inheritdoc cref="Validate(SubmitRequest,ConnectedSystem)"/>
    public SubmissionDraft Validate(PersonalisedRequest request, ConnectedSystem system)
    {
        var lane = LaneOf(request.Lane, system);
        CheckClientId(request.ClientId, "clientId");
        CheckCount(request.Messages, "messages");
        var extension = HandsetNumber.ExtensionOf(reference, system, request.Department, request.Extension);
        var signature = SignatureOf(request.Signature, system);
        var recipients = new RecipientList(request.Messages.Count);
        var clientIds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in request.Messages)
        {
            if (!recipients.TryRead(message?.To, out var number) || message is null)
            {
                continue;
            }

            if (message.ClientId is not null && !ClientIdPattern().IsMatch(message.ClientId))
            {
                recipients.Reject(message.To, ProblemCatalogue.ClientIdInvalid);
                continue;
            }

            if (message.ClientId is not null && !clientIds.Add(message.ClientId))
            {
                recipients.Reject(message.To, ProblemCatalogue.ClientIdConflict);
                continue;
            }

            var text = Compose(
                message.Content,
                message.TemplateId,
                message.Variables,
                signature,
                reference.Lanes[lane].Suffix,
                out var problem
            );
            if (text is null)
            {
                recipients.Reject(message.To, problem!);
                continue;
            }

            recipients.Add(
                message.To,
                new DraftMessage(number, text, TextSegmenter.CountBillable(text), message.ClientId)
            );
        }

        return recipients.Close(
            new SubmissionDraft
            {
                Lane = lane,
                ClientId = request.ClientId,
                Extension = extension,
                Department = request.Department,
                Messages = [],
                Rejected = [],
            }
        );
    }

    private static Lane LaneOf(string name, ConnectedSystem system)
    {
        if (!Lanes.TryParse(name, out var lane))
        {
            throw new ProblemException(ProblemCatalogue.LaneInvalid.At("lane"));
        }

        return system.MayUse(lane)
            ? lane
            : throw new ProblemException(ProblemCatalogue.LaneNotAllowed.At("lane"));
    }

    private static void CheckClientId(string? clientId, string field)
    {
        if (clientId is not null && !ClientIdPattern().IsMatch(clientId))
        {
            throw new ProblemException(ProblemCatalogue.ClientIdInvalid.At(field));
        }
    }

    private static string? SignatureOf(string? given, ConnectedSystem system)
    {
        if (given is not null && !MessageText.IsValidSignature(given))
        {
            throw new ProblemException(ProblemCatalogue.SignatureTextInvalid.At("signature"));
        }

        return given ?? system.DefaultSignature;
    }

    private void CheckCount<T>(IReadOnlyList<T>? list, string field)
    {
        if (list is null || list.Count == 0 || list.Count > options.Value.MaximumRecipients)
        {
            throw new ProblemException(ProblemCatalogue.RecipientsInvalid.At(field));
        }
    }

    private DateTimeOffset? ScheduleOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        return
            OffsetPattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && at > now
            && at <= now + FurthestSchedule
            ? at
            : throw new ProblemException(ProblemCatalogue.ScheduleInvalid.At("scheduledAt"));
    }

    private string? Compose(
        string? content,
        string? templateId,
        IReadOnlyDictionary<string, string>? variables,
        string? signature,
        string? suffix,
        out Problem? problem
    )
    {
        if (content is null == templateId is null || (content is not null && variables is not null))
        {
            problem = ProblemCatalogue.ContentMissing.At("content");
            return null;
        }

        if (templateId is not null)
        {
            if (reference.FindTemplate(templateId) is not { } template)
            {
                problem = ProblemCatalogue.TemplateUnknown.At("templateId");
                return null;
            }

            content = template.Render(variables ?? EmptyVariables, out var missing);
            if (content is null)
            {
                problem = ProblemCatalogue.TemplateVariableMissing.With(missing!).At("variables");
                return null;
            }
        }

        content = MessageText.Clean(content!);
        if (string.IsNullOrWhiteSpace(content) || MessageText.HasLoneSurrogate(content))
        {
            problem = ProblemCatalogue.ContentInvalid.At("content");
            return null;
        }

        var text = MessageText.Compose(signature, content, suffix);
        if (MessageText.SignatureOf(text) is not { } front)
        {
            problem = ProblemCatalogue.SignatureMissing.At("signature");
            return null;
        }

        if (!MessageText.IsValidSignature(front))
        {
            problem = ProblemCatalogue.SignatureTextInvalid.At("content");
            return null;
        }

        if (TextSegmenter.CountBillable(text) > TextSegmenter.MaximumSegments)
        {
            problem = ProblemCatalogue.ContentTooLong.At("content");
            return null;
        }

        problem = null;
        return text;
    }

    private static readonly Dictionary<string, string> EmptyVariables = [];

    [GeneratedRegex(@"^[!-~]{1,64}\z")]
    private static partial Regex ClientIdPattern();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})\z")]
    private static partial Regex OffsetPattern();

    /// <summary>Sorts recipients into accepted and rejected while a request is read.</summary>
    private sealed class RecipientList(int capacity)
    {
        private readonly HashSet<(PhoneNumber Number, string Text)> _seen = new(capacity);
        private readonly List<DraftMessage> _messages = new(capacity);
        private readonly List<RejectedRecipient> _rejected = [];
        private Problem? _common;

        public bool TryRead(string? to, out PhoneNumber number)
        {
            if (to is not null && PhoneNumber.TryParse(to, out number))
            {
                return true;
            }

            number = default;
            Reject(to ?? "", ProblemCatalogue.NumberInvalid);
            return false;
        }

        /// <summary>Takes a message unless the same text goes to the same number already.</summary>
        public void Add(string to, DraftMessage message)
        {
            if (_seen.Add((message.Number, message.Text)))
            {
                _messages.Add(message);
            }
            else
            {
                Reject(to, ProblemCatalogue.NumberDuplicate);
            }
        }

        public void Reject(string to, Problem problem)
        {
            _common = _rejected.Count == 0 || _common?.Code == problem.Code ? problem : null;
            _rejected.Add(
                new RejectedRecipient(to.Length > 32 ? to[..32] : to, problem.Code, problem.Detail)
            );
        }

        public SubmissionDraft Close(SubmissionDraft draft) =>
            _messages.Count > 0
                ? draft with
                {
                    Messages = _messages,
                    Rejected = _rejected,
                }
                : throw new NoRecipientLeftException(_common ?? ProblemCatalogue.NoRecipientLeft, _rejected);
    }
}
