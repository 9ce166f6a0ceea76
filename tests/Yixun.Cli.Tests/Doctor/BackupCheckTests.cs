using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Cli.Doctor;

namespace Yixun.Cli.Tests.Doctor;

public sealed class BackupCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-doctor-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 2, 30, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder, "backup-status.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(25, true, "backup.ok")]
    [InlineData(27, true, "backup.old")]
    [InlineData(1, false, "backup.failed")]
    public async Task Record_of_a_script_is_judged_by_its_age_and_result(
        int hours,
        bool succeeded,
        string code
    )
    {
        await System.IO.File.WriteAllTextAsync(
            File,
            $$"""{"finishedAt":"2026-01-31T02:30:00Z","succeeded":{{(succeeded ? "true" : "false")}},"bytes":123}""",
            Cancellation
        );
        _time.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(code, await CodeAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("""{"finishedAt":"2026-01-31T02:30:00Z"}""")]
    public async Task Record_that_is_missing_or_can_not_be_read_is_no_backup(string? text)
    {
        if (text is not null)
        {
            await System.IO.File.WriteAllTextAsync(File, text, Cancellation);
        }

        Assert.Equal("backup.unknown", await CodeAsync());
    }

    [Fact]
    public async Task Mark_leaves_a_record_that_is_read_again()
    {
        var marked = await CliProcess.RunAsync(null, "backup", "mark", "--bytes", "9000", "--data", _folder);
        _time.SetUtcNow(TimeProvider.System.GetUtcNow());

        Assert.Equal((0, ""), (marked.ExitCode, marked.Error));
        Assert.Equal("backup.ok", await CodeAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> CodeAsync() =>
        Assert
            .Single(
                await new BackupCheck().RunAsync(Patients.Of(new(), data: _folder, time: _time), Cancellation)
            )
            .Code;
}
