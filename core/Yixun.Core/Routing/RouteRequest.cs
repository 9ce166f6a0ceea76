using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Text;

namespace Yixun.Core.Routing;

/// <summary>What a message is routed by.</summary>
/// <param name="Number">To whom.</param>
/// <param name="Lane">How urgent.</param>
/// <param name="MessageId">Spreads messages over channels that share.</param>
/// <param name="System">Key of the connected system that sends.</param>
/// <param name="Signature">At the front of the text, without brackets; null: none.</param>
/// <param name="Links">What links the text has.</param>
/// <param name="Kind">SMS or MMS.</param>
/// <param name="Channel">The only channel that may carry it (a test); empty: any.</param>
public readonly record struct RouteRequest(
    PhoneNumber Number,
    Lane Lane,
    long MessageId,
    string System = "",
    string? Signature = null,
    LinkKind Links = LinkKind.None,
    ChannelKind Kind = ChannelKind.Sms,
    string Channel = ""
);
