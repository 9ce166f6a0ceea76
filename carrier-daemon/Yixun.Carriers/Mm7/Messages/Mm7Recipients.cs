namespace Yixun.Carriers.Mm7.Messages;

/// <summary>Who a message goes to. One recipient a message is the safe choice: MMSCs answer 3003 to more.</summary>
public sealed record Mm7Recipients
{
    public IReadOnlyList<Mm7Address> To { get; init; } = [];

    public IReadOnlyList<Mm7Address> Cc { get; init; } = [];

    public IReadOnlyList<Mm7Address> Bcc { get; init; } = [];

    public int Count => To.Count + Cc.Count + Bcc.Count;

    public static Mm7Recipients Only(string number) => new() { To = [new Mm7Address(number)] };
}
