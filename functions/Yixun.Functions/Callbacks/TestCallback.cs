namespace Yixun.Functions.Callbacks;

/// <summary>Body of a callback by which an operator tries an address.</summary>
/// <param name="Id">Id of the callback.</param>
/// <param name="Event">"test".</param>
public sealed record TestCallback(string Id, string Event);
