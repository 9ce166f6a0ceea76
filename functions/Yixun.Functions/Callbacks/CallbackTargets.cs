using Yixun.Core.Replies;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Callbacks;

/// <summary>Which systems are told of a reply: the one that it belongs to if it wants replies, and those that rules say; each once.</summary>
internal static class CallbackTargets
{
    public static IReadOnlyCollection<int> Of(
        int? systemId,
        IReadOnlyList<ReplyRule> rules,
        ReferenceData reference
    )
    {
        var targets = new HashSet<int>();
        if (
            systemId is { } owner
            && reference.FindSystem(owner)?.Callback?.Wants(CallbackKinds.Reply) == true
        )
        {
            targets.Add(owner);
        }

        foreach (var rule in rules)
        {
            var forwarded = rule.Forward switch
            {
                ReplyForward.Matched => systemId,
                ReplyForward.Named => rule.ForwardSystemId,
                _ => null,
            };
            if (forwarded is { } target && reference.FindSystem(target)?.Callback is not null)
            {
                targets.Add(target);
            }
        }

        return targets;
    }
}
