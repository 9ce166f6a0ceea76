using CsCheck;
using Xunit;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Text;

public sealed class OptOutWordsTests
{
    private static readonly Gen<string> Words = Gen.OneOf("R", "T", "TD", "N", "退订", "取消", "拒收");

    [Theory]
    [InlineData("R")]
    [InlineData("r")]
    [InlineData("Ｒ")]
    [InlineData("ｒ")]
    [InlineData("t")]
    [InlineData("TD")]
    [InlineData("td")]
    [InlineData("tD")]
    [InlineData("Ｔｄ")]
    [InlineData(" T D ")]
    [InlineData("T\u3000D")]
    [InlineData("N")]
    [InlineData("n\r\n")]
    [InlineData("退订")]
    [InlineData("退 订")]
    [InlineData("取消")]
    [InlineData("拒收。")]
    [InlineData("退订！")]
    [InlineData("R.")]
    public void Match_word_refuses_further_messages(string reply) => Assert.True(OptOutWords.Match(reply));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("。")]
    [InlineData("取消预约吗")]
    [InlineData("取消预约")]
    [InlineData("不要取消")]
    [InlineData("请退订")]
    [InlineData("退订退订")]
    [InlineData("退")]
    [InlineData("TT")]
    [InlineData("DT")]
    [InlineData("RN")]
    [InlineData("NO")]
    [InlineData("Thanks")]
    [InlineData("Y")]
    [InlineData("1")]
    [InlineData("收到")]
    [InlineData("🅁")]
    public void Match_other_reply_refuses_nothing(string reply) => Assert.False(OptOutWords.Match(reply));

    [Fact]
    public void Match_word_in_any_case_width_and_spacing_is_found() =>
        Gen.Select(Words, Gen.Bool.Array[2], Gen.Bool.Array[2], Gen.OneOf("", " ", "\u3000", "\n").Array[3])
            .Sample(
                (word, lower, wide, spaces) =>
                    Assert.True(
                        OptOutWords.Match(
                            string.Concat(
                                word.Select(
                                    (character, index) =>
                                        spaces[index] + Vary(character, lower[index], wide[index])
                                )
                            ) + spaces[2]
                        )
                    ),
                iter: 1000
            );

    [Fact]
    public void Match_word_with_anything_more_is_not_found() =>
        Gen.Select(Words, Gen.OneOf(Gen.Char['0', '9'], Gen.Char['一', '龥']), Gen.Bool)
            .Sample(
                (word, more, before) => Assert.False(OptOutWords.Match(before ? more + word : word + more)),
                iter: 1000
            );

    private static char Vary(char character, bool lower, bool wide)
    {
        var cased = lower ? char.ToLowerInvariant(character) : character;
        return wide && cased is >= '!' and <= '~' ? (char)(cased + 0xFEE0) : cased;
    }
}
