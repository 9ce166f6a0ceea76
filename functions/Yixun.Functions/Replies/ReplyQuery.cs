using Microsoft.AspNetCore.Http;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Http;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Replies;

/// <summary>The filters of reply lists, read from a query.</summary>
internal static class ReplyQuery
{
    /// <summary>Ids are made when a reply is stored, which is after it came; clocks may differ by this.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromHours(1);

    /// <exception cref="ProblemException">field_invalid or number_invalid.</exception>
    public static IQueryable<InboundMessageEntity> Filter(
        IQueryable<InboundMessageEntity> replies,
        HttpRequest request,
        ReferenceData reference,
        PhoneHasher hasher
    )
    {
        replies = Between(replies, request.Time("from"), request.Time("until"));
        if (request.Text("system") is { } key)
        {
            var system = reference.FindSystem(key) ?? throw Invalid("system");
            replies = replies.Where(reply => reply.SystemId == system.Id);
        }

        if (request.Text("department") is { } department)
        {
            replies = replies.Where(reply => reply.Department == department);
        }

        if (request.Text("channel") is { } channel)
        {
            replies = replies.Where(reply => reply.ChannelId == channel);
        }

        if (request.Text("number") is { } number)
        {
            replies = replies.Where(reply => reply.ToNumber.StartsWith(number));
        }

        if (request.Text("phone") is { } phone)
        {
            var hash = PhoneNumber.TryParse(phone, out var parsed)
                ? hasher.Hash(parsed)
                : throw new ProblemException(ProblemCatalogue.NumberInvalid.At("phone"));
            replies = replies.Where(reply => reply.PhoneHash == hash);
        }

        if (request.Flag("optedOut") is { } optedOut)
        {
            replies = replies.Where(reply => reply.OptedOut == optedOut);
        }

        if (request.Flag("handled") is { } handled)
        {
            replies = replies.Where(reply => (reply.HandledAt != null) == handled);
        }

        if (request.Text("rule") is not null)
        {
            var rule = (int)request.Number("rule", 0, 1, int.MaxValue);
            replies = replies.Where(reply => reply.RuleId == rule);
        }

        return replies;
    }

    /// <summary>Replies that came in a span of time.</summary>
    public static IQueryable<InboundMessageEntity> Between(
        IQueryable<InboundMessageEntity> replies,
        DateTimeOffset? from,
        DateTimeOffset? until
    )
    {
        if (from is { } first)
        {
            var lowest = MessageIdGenerator.LowestAt(first - ClockDifference);
            replies = replies.Where(reply => reply.Id >= lowest && reply.ReceivedAt >= first);
        }

        return until is { } end ? replies.Where(reply => reply.ReceivedAt < end) : replies;
    }

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));
}
