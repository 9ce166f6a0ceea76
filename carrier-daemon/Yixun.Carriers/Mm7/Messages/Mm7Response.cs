namespace Yixun.Carriers.Mm7.Messages;

/// <summary>The answer to a request.</summary>
public abstract record Mm7Response : Mm7Message
{
    public required Mm7Status Status { get; init; }
}
