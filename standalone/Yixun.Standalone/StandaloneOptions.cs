using System.Globalization;
using Yixun.Data.Hosting;

namespace Yixun.Standalone;

/// <summary>What the command line says.</summary>
internal sealed record StandaloneOptions
{
    public const string Help = """
        用法 Usage: ./run [选项 options]

          --port N      监听 127.0.0.1 的端口，0 为任意空闲端口，默认 8080
                        port on 127.0.0.1; 0 takes a free one; default 8080
          --data DIR    数据目录（数据库、密钥、日志），默认在用户数据目录下的 yixun
                        data folder (database, keys, logs); default: yixun in the user's data home
          --json        就绪后只输出一行 JSON   print one JSON line when ready
          --config FILE 附加配置文件（JSON，见 docs）；配置了通道时不启动内置运营商模拟器
                        more settings (JSON); with channels in it the built-in simulator is not started
          --ui DIR      管理后台静态文件目录    folder of the console's static files
          --help        显示本帮助             show this help
        """;

    public int Port { get; init; } = 8080;

    public required string Data { get; init; }

    public bool Json { get; init; }

    public string? Config { get; init; }

    public string? Ui { get; init; }

    public bool ShowHelp { get; init; }

    /// <exception cref="StartException">An option is unknown or malformed.</exception>
    public static StandaloneOptions Parse(string[] args)
    {
        var options = new StandaloneOptions { Data = DefaultDataFolder.Path };
        for (var index = 0; index < args.Length; index++)
        {
            var argument = args[index];
            switch (argument)
            {
                case "--help" or "-h":
                    options = options with { ShowHelp = true };
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--port":
                    var text = Value(args, ref index);
                    options = options with
                    {
                        Port =
                            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                            && port <= 65_535
                                ? port
                                : throw new StartException(
                                    $"--port 须为 0 至 65535，而不是“{text}” (a port from 0 to 65535)"
                                ),
                    };
                    break;
                case "--data":
                    options = options with { Data = Path.GetFullPath(Value(args, ref index)) };
                    break;
                case "--config":
                    options = options with { Config = Path.GetFullPath(Value(args, ref index)) };
                    break;
                case "--ui":
                    options = options with { Ui = Path.GetFullPath(Value(args, ref index)) };
                    break;
                default:
                    throw new StartException(
                        $"不认识的选项“{argument}”，用 --help 查看帮助 (unknown option)"
                    );
            }
        }

        return options;
    }

    private static string Value(string[] args, ref int index) =>
        ++index < args.Length
            ? args[index]
            : throw new StartException($"选项 {args[index - 1]} 缺少取值 (missing value)");
}
