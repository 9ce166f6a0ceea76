namespace Yixun.Functions.Channels;

/// <param name="Id">Event id.</param>
/// <param name="At">When.</param>
/// <param name="Kind">created, changed, paused, resumed, draining, weight, share, down, up, receipt_loss, receipt_back, rerouted, test, removed …</param>
/// <param name="Detail">Chinese: what and why.</param>
/// <param name="By">Account, "configuration" or "system".</param>
public sealed record ChannelEventView(string Id, DateTimeOffset At, string Kind, string Detail, string By);

/// <param name="Items">One page, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record ChannelEventPage(IReadOnlyList<ChannelEventView> Items, string? Next);
