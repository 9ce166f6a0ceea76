using Xunit;
using Yixun.Core.Replies;

namespace Yixun.Core.Tests.Replies;

public sealed class ExtensionTableTests
{
    private static readonly ExtensionTable Table = new([
        new("12", 1, null),
        new("345", 1, "心内科"),
        new("9", null, "总务科"),
        new("77", 2, null),
        new("78", 2, null),
    ]);

    [Theory]
    [InlineData("12", "12")]
    [InlineData("1299", "12")]
    [InlineData("34567890123", "345")]
    [InlineData("9", "9")]
    [InlineData("1", null)]
    [InlineData("34", null)]
    [InlineData("", null)]
    public void Find_digits_leads_to_their_owner(string extension, string? digits) =>
        Assert.Equal(digits, Table.Find(extension)?.Digits);

    [Theory]
    [InlineData(1, null, "12")]
    [InlineData(1, "心内科", "345")]
    [InlineData(1, "总务科", "9")]
    [InlineData(2, "心内科", null)]
    [InlineData(3, null, null)]
    public void FindFor_owner_gives_the_digits_to_send_with(int system, string? department, string? digits) =>
        Assert.Equal(digits, Table.FindFor(system, department)?.Digits);

    [Fact]
    public void FindFor_owner_of_several_gives_the_first() =>
        Assert.Equal("77", Table.FindFor(2, null)?.Digits);

    [Theory]
    [InlineData("1", "12")]
    [InlineData("123", "12")]
    [InlineData("12", null)]
    [InlineData("13", null)]
    public void FindConflict_digits_that_could_not_be_told_apart_are_found(string digits, string? conflict) =>
        Assert.Equal(conflict, Table.FindConflict(digits)?.Digits);

    [Theory]
    [InlineData("1", true)]
    [InlineData("12345678", true)]
    [InlineData("123456789", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("１２", false)]
    [InlineData("1a", false)]
    public void IsValid_takes_1_to_8_digits(string? digits, bool valid) =>
        Assert.Equal(valid, ExtensionTable.IsValid(digits));
}
