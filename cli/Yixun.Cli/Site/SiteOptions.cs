using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Yixun.Data.Hosting;

namespace Yixun.Cli.Site;

/// <summary>How commands find the site: the data folder of <c>./run</c>, or a configuration with database and keys.</summary>
internal sealed class SiteOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "./run 的数据目录 (data folder of ./run)",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description =
            "配置文件 JSON，含 Yixun:Database 与 Yixun:Keys，默认取环境变量 YIXUN_CONFIG；密码可在 YIXUN_SECRETS 目录，环境变量优先 (settings with database and keys, by default those of YIXUN_CONFIG; secrets in the folder YIXUN_SECRETS; environment variables win)",
        HelpName = "FILE",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_config);
    }

    /// <summary>Opens what the command line and the environment name; sources and order are those of every process.</summary>
    /// <exception cref="InputException">Nothing is there, or it can't be opened.</exception>
    public SiteConnection Open(ParseResult parsed) => Locate(parsed).Open();

    /// <summary>Reads what the command line and the environment name, without opening it.</summary>
    /// <exception cref="InputException">A file that is named is not there or can't be read.</exception>
    public SiteLocation Locate(ParseResult parsed)
    {
        var builder = new ConfigurationBuilder();
        var file = parsed.GetValue(_config) ?? Environment.GetEnvironmentVariable("YIXUN_CONFIG");
        if (!string.IsNullOrEmpty(file))
        {
            if (!File.Exists(file))
            {
                throw new InputException($"找不到配置文件 {file}", $"Config file {file} not found.");
            }

            builder.AddJsonFile(Path.GetFullPath(file));
        }

        var folder = Environment.GetEnvironmentVariable("YIXUN_SECRETS");
        if (!string.IsNullOrEmpty(folder))
        {
            if (!Directory.Exists(folder))
            {
                throw new InputException(
                    $"找不到密码目录 {folder}（YIXUN_SECRETS）",
                    $"Folder of secrets {folder} not found (YIXUN_SECRETS)."
                );
            }

            builder.AddKeyPerFile(Path.GetFullPath(folder));
        }

        try
        {
            var configuration = builder.AddEnvironmentVariables().Build();
            var data = parsed.GetValue(_data);
            var isSite = configuration.GetSection(DatabaseOptions.SectionName).Exists();
            return new SiteLocation(
                configuration,
                data ?? (isSite ? null : DefaultDataFolder.Path),
                string.IsNullOrEmpty(file) ? null : Path.GetFullPath(file),
                string.IsNullOrEmpty(folder) ? null : Path.GetFullPath(folder)
            );
        }
        catch (InvalidDataException)
        {
            throw new InputException(
                $"配置文件 {file} 不是合法的 JSON",
                $"Config file {file} is not valid JSON."
            );
        }
    }
}
