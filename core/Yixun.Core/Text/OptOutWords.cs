using Yixun.Core.Replies;

namespace Yixun.Core.Text;

/// <summary>Replies that refuse further messages: R, T, TD, N, 退订, 取消, 拒收 in any case and width, with or without spaces.</summary>
public static class OptOutWords
{
    private static readonly ReplyWords Known = new(All);

    /// <summary>The words that count at every site.</summary>
    public static IReadOnlyList<string> All => ["R", "T", "TD", "N", "退订", "取消", "拒收"];

    /// <summary>True when the whole reply is one of the words.</summary>
    public static bool Match(string reply) => Known.Match(reply);
}
