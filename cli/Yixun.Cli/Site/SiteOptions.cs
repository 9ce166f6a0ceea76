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
    public SiteConnection Open(ParseResult parsed)
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

        if (Environment.GetEnvironmentVariable("YIXUN_SECRETS") is { Length: > 0 } folder)
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
            return Open(builder.AddEnvironmentVariables().Build(), parsed.GetValue(_data));
        }
        catch (InvalidDataException)
        {
            throw new InputException(
                $"配置文件 {file} 不是合法的 JSON",
                $"Config file {file} is not valid JSON."
            );
        }
    }

    private static SiteConnection Open(IConfiguration configuration, string? data)
    {
        var database = configuration.GetSection(DatabaseOptions.SectionName).Get<DatabaseOptions>();
        var keys = configuration["Yixun:Keys:File"];
        if (database is null || data is not null)
        {
            data ??= DefaultDataFolder.Path;
            var path = Path.Combine(data, "yixun.db");
            if (!File.Exists(path))
            {
                throw new InputException(
                    $"{data} 中没有医讯的数据库：请用 --data 指定 ./run 的数据目录，或用 --config 指定配置",
                    $"No database of Yixun in {data}: name ./run's data folder with --data, or settings with --config."
                );
            }

            database = new DatabaseOptions { Provider = "sqlite", Path = path };
            keys = Path.Combine(data, "keys.json");
        }

        try
        {
            return new SiteConnection(DatabaseSelection.Open(database), keys, configuration);
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"配置有误：{exception.Message}", exception.Message);
        }
    }
}
