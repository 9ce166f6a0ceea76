using CsCheck;
using Xunit;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Text;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("您好", "您好")]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("\r\r\n", "\n\n")]
    [InlineData("\uFEFF您好\uFEFF", "您好")]
    [InlineData("a\0b\u0007c\u007Fd\u0085e", "abcde")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("", "")]
    public void Clean_content_has_line_feeds_and_no_controls(string content, string clean) =>
        Assert.Equal(clean, MessageText.Clean(content));

    [Fact]
    public void Clean_any_content_changes_nothing_else_and_only_once() =>
        Gen.String.Sample(
            content =>
            {
                var clean = MessageText.Clean(content);

                Assert.Equal(clean, MessageText.Clean(clean));
                Assert.DoesNotContain(
                    clean,
                    character =>
                        character == '\uFEFF'
                        || (char.IsControl(character) && character is not ('\n' or '\t'))
                );
                Assert.Equal(content.Where(IsKept), clean.Where(IsKept));
            },
            iter: 2000
        );

    [Theory]
    [InlineData("仁和医院", "您好", null, "【仁和医院】您好")]
    [InlineData("仁和医院", "您好", "拒收请回复R", "【仁和医院】您好拒收请回复R")]
    [InlineData("仁和医院", "您好，拒收请回复R", "拒收请回复R", "【仁和医院】您好，拒收请回复R")]
    [InlineData("仁和医院", "【仁和体检】您好", null, "【仁和体检】您好")]
    [InlineData("仁和医院", "您好【附件】", null, "【仁和医院】您好【附件】")]
    [InlineData(null, "您好", null, "您好")]
    [InlineData(null, "您好", "拒收请回复R", "您好拒收请回复R")]
    public void Compose_parts_stand_in_order(
        string? signature,
        string content,
        string? suffix,
        string text
    ) => Assert.Equal(text, MessageText.Compose(signature, content, suffix));

    [Theory]
    [InlineData("【您好", "【仁和医院】【您好")]
    [InlineData("【】您好", "【仁和医院】【】您好")]
    public void Compose_bracket_that_is_no_signature_does_not_replace_one(string content, string text) =>
        Assert.Equal(text, MessageText.Compose("仁和医院", content, null));

    [Fact]
    public void Compose_its_own_result_stays() =>
        Gen.Select(Gen.OneOf("仁和医院", "仁和"), Texts.Any, Gen.OneOf(null, "拒收请回复R"))
            .Sample(
                (signature, content, suffix) =>
                {
                    var text = MessageText.Compose(signature, content, suffix);

                    Assert.NotNull(MessageText.SignatureOf(text));
                    Assert.Contains(content, text, StringComparison.Ordinal);
                    Assert.Equal(text, MessageText.Compose(signature, text, suffix));
                },
                iter: 1000
            );

    [Theory]
    [InlineData("【仁和医院】您好", "仁和医院")]
    [InlineData("【a】【b】", "a")]
    [InlineData("您好【仁和医院】", null)]
    [InlineData("【仁和医院", null)]
    [InlineData("【】您好", null)]
    [InlineData(" 【仁和医院】", null)]
    [InlineData("", null)]
    public void SignatureOf_text_is_what_the_front_brackets_hold(string text, string? signature) =>
        Assert.Equal(signature, MessageText.SignatureOf(text));

    [Theory]
    [InlineData("仁和", true)]
    [InlineData("仁和医院 2", true)]
    [InlineData("一二三四五六七八九十一二三四五六七八九十", true)]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一", false)]
    [InlineData("仁", false)]
    [InlineData("", false)]
    [InlineData("仁【和", false)]
    [InlineData("仁】和", false)]
    [InlineData("仁\n和", false)]
    [InlineData(" 仁和", false)]
    [InlineData("仁和\u3000", false)]
    public void IsValidSignature_text_is_2_to_20_plain_characters(string signature, bool valid) =>
        Assert.Equal(valid, MessageText.IsValidSignature(signature));

    /// <summary>Not theory data: an attribute can't hold half a pair.</summary>
    [Fact]
    public void HasLoneSurrogate_text_is_told_from_whole_pairs()
    {
        string[] whole = ["", "您好", "您好😀", "😀😀"];
        string[] lone = ["\uD83D", "\uDE00", "\uDE00\uD83D", "a\uD83Db", "😀\uD83D", "\uD83D😀", "😀\uDE00"];

        Assert.All(whole, text => Assert.False(MessageText.HasLoneSurrogate(text)));
        Assert.All(lone, text => Assert.True(MessageText.HasLoneSurrogate(text)));
    }

    private static bool IsKept(char character) => character != '\uFEFF' && !char.IsControl(character);
}
