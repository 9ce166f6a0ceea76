using CsCheck;
using Xunit;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Links;

public sealed class UserDataHeaderTests
{
    [Theory]
    [InlineData("0500032d0201", 6, 45, 2, 1)]
    [InlineData("0608041234030241", 7, 0x1234, 3, 2)]
    [InlineData("0b05040b84000000032d0202", 12, 45, 2, 2)]
    [InlineData("0c0608041234030270020101ff", 13, -1, 0, 0)]
    [InlineData("0a0804123403027002010141", 11, 0x1234, 3, 2)]
    public void Parse_concatenation_in_any_position_is_found(
        string hex,
        int length,
        int reference,
        int total,
        int index
    )
    {
        var header = UserDataHeader.Parse(Convert.FromHexString(hex));
        Assert.Equal(length, header.Length);
        Assert.Equal(
            reference < 0 ? (Concatenation?)null : new Concatenation(reference, total, index),
            header.Concatenation
        );
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("ff0102", 0)]
    [InlineData("050003010003", 6)]
    [InlineData("050003010204", 6)]
    [InlineData("03000901", 4)]
    [InlineData("00", 1)]
    public void Parse_broken_header_has_no_place(string hex, int length)
    {
        var header = UserDataHeader.Parse(Convert.FromHexString(hex));
        Assert.Equal(new UserDataHeader(length, null), header);
    }

    [Fact]
    public void Parse_random_octets_never_throws() =>
        Gen
            .Byte.Array[0, 40]
            .Sample(octets => UserDataHeader.Parse(octets).Length <= octets.Length, iter: 20_000);
}
