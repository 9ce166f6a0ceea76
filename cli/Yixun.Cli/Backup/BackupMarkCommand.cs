using System.CommandLine;
using Yixun.Cli.Site;

namespace Yixun.Cli.Backup;

/// <summary><c>./yixun backup mark</c>: notes that a backup ended, for <c>status</c> and <c>doctor</c>.</summary>
internal sealed class BackupMarkCommand : Command
{
    private readonly SiteOptions _site;
    private readonly Option<long?> _bytes = new("--bytes")
    {
        Description = "备份大小，字节 (octets of the backup)",
        HelpName = "N",
    };

    private readonly Option<bool> _failed = new("--failed") { Description = "备份失败了 (it failed)" };

    public BackupMarkCommand(SiteOptions site)
        : base(
            "mark",
            "登记一次备份的结果，写入 Yixun:Backup:StatusFile 指定的文件 (note how a backup ended, in the file of that setting)"
        )
    {
        _site = site;
        Options.Add(_bytes);
        Options.Add(_failed);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            var file =
                BackupRecord.FileOf(_site.Locate(parsed))
                ?? throw new InputException(
                    "请用 Yixun:Backup:StatusFile 指定登记文件",
                    "Name the file of the record with Yixun:Backup:StatusFile."
                );
            new BackupRecord(
                TimeProvider.System.GetUtcNow(),
                !parsed.GetValue(_failed),
                parsed.GetValue(_bytes)
            ).Write(file);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"已登记 (noted): {file}");
            return CommandLine.Done;
        }
        catch (InputException exception)
        {
            ErrorText.Write(error, exception.Chinese, exception.Message);
            return CommandLine.BadInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ErrorText.Write(error, $"不能写入登记文件：{exception.Message}", exception.Message);
            return CommandLine.BadInput;
        }
    }
}
