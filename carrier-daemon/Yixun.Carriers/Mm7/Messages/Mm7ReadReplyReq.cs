namespace Yixun.Carriers.Mm7.Messages;

/// <summary>What a recipient did with a message (TS 23.140 §8.7).</summary>
public sealed record Mm7ReadReplyReq : Mm7Report
{
    public Mm7ReadStatus ReadStatus => Mm7StatusWords.Read(StatusWord);
}
