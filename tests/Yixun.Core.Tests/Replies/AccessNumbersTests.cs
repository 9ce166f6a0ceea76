using Xunit;
using Yixun.Core.Replies;

namespace Yixun.Core.Tests.Replies;

public sealed class AccessNumbersTests
{
    private static readonly AccessNumbers Numbers = new(["1069", "106900001234", "106900001234", ""]);

    [Theory]
    [InlineData("10690000123456", "106900001234", "56")]
    [InlineData("106900001234", "106900001234", "")]
    [InlineData("10691", "1069", "1")]
    [InlineData("8610690000123456", "106900001234", "56")]
    [InlineData("+8610690000123456", "106900001234", "56")]
    [InlineData("95588123", "95588123", "")]
    [InlineData("86", "86", "")]
    [InlineData("", "", "")]
    public void Split_number_gives_the_longest_access_number_and_the_rest(
        string number,
        string accessNumber,
        string extension
    ) => Assert.Equal((accessNumber, extension), Numbers.Split(number));
}
