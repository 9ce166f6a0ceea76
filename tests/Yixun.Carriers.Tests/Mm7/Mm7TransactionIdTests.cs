using Xunit;
using Yixun.Carriers.Mm7;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7TransactionIdTests
{
    [Fact]
    public void Create_gives_fixed_width_within_32_characters()
    {
        Assert.Equal("HOSPITAL000100000000000000000421", Mm7TransactionId.Create("HOSPITAL0001", 42, 1));
        Assert.Equal("92233720368547758079", Mm7TransactionId.Create("", long.MaxValue, 9));
    }

    [Theory]
    [InlineData("HOSPITAL00012", 1, 0)]
    [InlineData("医院", 1, 0)]
    [InlineData("H", -1, 0)]
    [InlineData("H", 1, 10)]
    [InlineData("H", 1, -1)]
    public void Create_with_what_does_not_fit_throws(string prefix, long messageId, int attempt) =>
        Assert.ThrowsAny<ArgumentException>(() => Mm7TransactionId.Create(prefix, messageId, attempt));

    [Theory]
    [InlineData("1", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("123456789012345678901234567890123", false)]
    public void Valid_is_visible_ascii_of_32(string id, bool expected) =>
        Assert.Equal(expected, Mm7TransactionId.IsValid(id));
}
