using CsCheck;
using Xunit;
using Yixun.Core.Numbers;

namespace Yixun.Core.Tests.Numbers;

public sealed class PhoneNumberTests
{
    private static readonly Gen<long> Values = Gen.Long[13_000_000_000, 19_999_999_999];

    [Theory]
    [InlineData("13800138000")]
    [InlineData(" 138 0013 8000 ")]
    [InlineData("138-0013-8000")]
    [InlineData("138\t0013\u00A08000\u3000")]
    [InlineData("(138)00138000")]
    [InlineData("8613800138000")]
    [InlineData("86 138 0013 8000")]
    [InlineData("+8613800138000")]
    [InlineData("+86-138-0013-8000")]
    [InlineData("＋86 13800138000")]
    [InlineData(" +86 13800138000")]
    [InlineData("(+86)13800138000")]
    [InlineData("008613800138000")]
    [InlineData("0086 138 0013 8000")]
    [InlineData("１３８００１３８０００")]
    public void TryParse_what_people_type_becomes_11_digits(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal(13_800_138_000, number.Value);
        Assert.Equal("13800138000", number.Digits);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("+")]
    [InlineData("1380013800")]
    [InlineData("138001380001")]
    [InlineData("12800138000")]
    [InlineData("10086")]
    [InlineData("02168881234")]
    [InlineData("1440012345678")]
    [InlineData("861380013800")]
    [InlineData("86138001380000")]
    [InlineData("+13800138000")]
    [InlineData("++8613800138000")]
    [InlineData("13800138000+")]
    [InlineData("1+3800138000")]
    [InlineData("+85212345678")]
    [InlineData("00853138001380000")]
    [InlineData("000000000000000000000000000000000000")]
    [InlineData("1380013800a")]
    [InlineData("138.0013.8000")]
    [InlineData("13800138000,13800138001")]
    [InlineData("一三八〇〇一三八〇〇〇")]
    [InlineData("١٣٨٠٠١٣٨٠٠٠")]
    public void TryParse_anything_else_is_refused(string text)
    {
        Assert.False(PhoneNumber.TryParse(text, out var number));
        Assert.Equal(default, number);
    }

    [Fact]
    public void TryParse_any_number_in_any_dress_comes_back() =>
        Gen.Select(
                Values,
                Gen.OneOf("", "86", "0086", "+86", "＋86", "+0086"),
                Gen.OneOf("", " ", "-", "\u3000", "\u00A0").Array[11],
                Gen.Bool.Array[11]
            )
            .Sample(
                (value, prefix, gaps, wide) =>
                {
                    var digits = PhoneNumber
                        .FromValue(value)
                        .Digits.Select(
                            (digit, index) => gaps[index] + (wide[index] ? (char)(digit + 0xFEE0) : digit)
                        );

                    Assert.True(PhoneNumber.TryParse(prefix + string.Concat(digits), out var number));
                    Assert.Equal(value, number.Value);
                },
                iter: 3000
            );

    [Fact]
    public void TryParse_any_text_gives_a_mobile_number_or_nothing() =>
        Gen.String[Gen.OneOf('0', '1', '3', '8', '6', '9', '+', ' ', '-', '０', '９', 'x'), 0, 20]
            .Sample(
                text =>
                {
                    if (PhoneNumber.TryParse(text, out var number))
                    {
                        Assert.InRange(number.Value, 13_000_000_000, 19_999_999_999);
                        Assert.Equal(number, PhoneNumber.FromValue(number.Value));
                    }
                },
                iter: 20_000
            );

    [Theory]
    [InlineData(12_999_999_999)]
    [InlineData(20_000_000_000)]
    [InlineData(0)]
    [InlineData(-13_800_138_000)]
    public void FromValue_outside_the_range_is_refused(long value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PhoneNumber.FromValue(value));

    [Theory]
    [InlineData(13_800_138_000, "138****8000")]
    [InlineData(19_912_340_007, "199****0007")]
    public void ToString_number_is_masked(long value, string masked)
    {
        var number = PhoneNumber.FromValue(value);

        Assert.Equal(masked, number.ToString());
        Assert.Equal(masked, $"{number}");
    }
}
