namespace Yixun.Core.Replies;

/// <summary>Words that mean something when they are the whole reply, in any case and width, with or without spaces and marks.</summary>
/// <param name="words">Blank ones are left out.</param>
public sealed class ReplyWords(IEnumerable<string> words)
{
    private readonly HashSet<string> _words = [.. words.Select(Bare).Where(word => word.Length > 0)];

    /// <summary>True when the whole reply is one of the words.</summary>
    public bool Match(string reply) => _words.Contains(Bare(reply));

    private static string Bare(string text) =>
        string.Concat(ReplyText.Fold(text).Where(character => character is not ('.' or '。' or '!' or ',')));
}
