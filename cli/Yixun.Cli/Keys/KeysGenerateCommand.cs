using System.CommandLine;
using System.Text;
using Yixun.Core.Security;

namespace Yixun.Cli.Keys;

/// <summary><c>./yixun keys generate</c>: makes the key file of a new site. An existing file is never touched.</summary>
internal sealed class KeysGenerateCommand : Command
{
    private readonly Argument<string> _file = new("file")
    {
        Description = "新密钥文件 (new key file)",
        HelpName = "FILE",
    };

    public KeysGenerateCommand()
        : base(
            "generate",
            "生成新站点的密钥文件，仅所有者可读；务必备份 (make a new site's key file, readable by its owner alone; back it up)"
        )
    {
        Arguments.Add(_file);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(parsed.GetRequiredValue(_file));
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.WriteThrough,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using var file = new FileStream(path, options);
            await file.WriteAsync(Encoding.UTF8.GetBytes(DataKeyRing.Generate().Export()), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ErrorText.Write(
                parsed.InvocationConfiguration.Error,
                File.Exists(path) ? $"{path} 已存在，未改动" : $"不能写入 {path}：{exception.Message}",
                File.Exists(path) ? $"{path} exists and was left as it is." : exception.Message
            );
            return CommandLine.BadInput;
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"已生成密钥文件 {path}；丢失它，号码与内容将无法解密，请立即备份 (back it up: without it numbers and contents are lost)"
        );
        return CommandLine.Done;
    }
}
