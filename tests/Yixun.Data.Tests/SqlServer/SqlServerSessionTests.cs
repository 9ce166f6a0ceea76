using Microsoft.Data.SqlClient;
using Xunit;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

public sealed class SqlServerSessionTests
{
    [Theory]
    [InlineData("DELIVRD", "DELIVRD")]
    [InlineData("a ", "a")]
    [InlineData(" a", " a")]
    [InlineData("a\0b", "a\u2400b")]
    [InlineData("  ", "")]
    public async Task Word_is_what_the_server_finds_again(string text, string expected)
    {
        await using var connection = new SqlConnection();
        await using var session = new SqlServerSession(connection);
        Assert.Equal(expected, session.Word(text));
    }

    [Fact]
    public async Task Word_longer_than_a_key_may_be_is_cut()
    {
        await using var connection = new SqlConnection();
        await using var session = new SqlServerSession(connection);
        Assert.Equal(new string('x', 128), session.Word(new string('x', 129)));
        // What is cut off leaves no space at the end.
        Assert.Equal("x", session.Word("x" + new string(' ', 127) + "y"));
        Assert.Null(session.WordOrNull(null));
    }
}
