using Xunit;
using Yixun.Core.Security;

namespace Yixun.Cli.Tests;

public sealed class KeysTests
{
    [Fact]
    public async Task Generate_makes_a_key_file_for_its_owner_alone_and_touches_none_that_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("yixun-keys-");
        try
        {
            var file = Path.Combine(folder.FullName, "keys.json");
            var made = await CliProcess.RunAsync(null, "keys", "generate", file);
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            var again = await CliProcess.RunAsync(null, "keys", "generate", file);

            Assert.Equal((0, ""), (made.ExitCode, made.Error));
            Assert.Single(DataKeyRing.Parse(text).Keys);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(1, again.ExitCode);
            Assert.Contains("已存在", again.Error, StringComparison.Ordinal);
            Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain(text, made.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Generate_where_nothing_can_be_written_says_so()
    {
        var run = await CliProcess.RunAsync(null, "keys", "generate", "/proc/no/keys.json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("不能写入", run.Error, StringComparison.Ordinal);
    }
}
