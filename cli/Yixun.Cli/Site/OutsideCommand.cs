using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Yixun.Data.Store;

namespace Yixun.Cli.Site;

/// <summary>
/// A command that looks at a whole site: <c>--json</c> for machines, a limit of time, and exit codes that say whether
/// something is to be mended.
/// </summary>
internal abstract class OutsideCommand : Command
{
    private readonly SiteOptions _site = new();

    private readonly Option<bool> _json = new("--json")
    {
        Description = "输出一个 JSON 对象 (one JSON object)",
    };

    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "最多等待的秒数 (seconds to wait at most)",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<Uri[]> _url = new("--url")
    {
        Description =
            "进程的 HTTP 地址，可多次给出；./run 的地址自动得知 (addresses of processes; that of ./run is found by itself)",
        HelpName = "URL",
        CustomParser = result =>
            [
                .. result.Tokens.Select(token =>
                {
                    if (
                        Uri.TryCreate(token.Value, UriKind.Absolute, out var url)
                        && url.Scheme is "http" or "https"
                    )
                    {
                        return url;
                    }

                    result.AddError($"不是 http 地址 (no http address): {token.Value}");
                    return new Uri("http://localhost");
                }),
            ],
    };

    protected OutsideCommand(string name, string description)
        : base(name, description)
    {
        _site.AddTo(this);
        _timeout.Validators.Add(result =>
        {
            // Of text that is no number, asking for the value throws.
            if (
                result.Tokens is [var token]
                && !(
                    double.TryParse(
                        token.Value,
                        NumberStyles.Float,
                        CultureInfo.InvariantCulture,
                        out var seconds
                    ) && seconds is > 0 and <= 3600
                )
            )
            {
                result.AddError("--timeout 须大于 0，至多 3600 秒 (above 0, at most 3600 seconds)");
            }
        });
        Options.Add(_json);
        Options.Add(_timeout);
        Options.Add(_url);
        SetAction(RunAsync);
    }

    /// <summary>Of what is printed as JSON.</summary>
    protected static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = ReadableJsonEncoder.Instance };

    protected TimeSpan TimeLimit(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_timeout));

    protected bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Processes to ask: those of the command line, and that of the data folder.</summary>
    protected IReadOnlyList<Uri> UrlsOf(ParseResult parsed, SiteLocation site)
    {
        var given = parsed.GetValue(_url) ?? [];
        var file = site.Data is null ? null : Path.Combine(site.Data, "url");
        return
            given.Length == 0
            && File.Exists(file)
            && Uri.TryCreate(File.ReadAllText(file).Trim(), UriKind.Absolute, out var own)
            ? [own]
            : given;
    }

    /// <returns>Exit code.</returns>
    protected abstract Task<int> RunAsync(
        SiteLocation site,
        ParseResult parsed,
        CancellationToken cancellationToken
    );

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        var seconds = TimeLimit(parsed).TotalSeconds;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit(parsed));
        try
        {
            return await RunAsync(_site.Locate(parsed), parsed, limit.Token);
        }
        catch (InputException exception)
        {
            ErrorText.Write(error, exception.Chinese, exception.Message);
            return CommandLine.BadArguments;
        }
        catch (Exception exception)
            when (exception is DbException or StoreUnavailableException || IsOverdue(exception))
        {
            ErrorText.Write(
                error,
                IsOverdue(exception) ? $"{seconds} 秒内没有完成" : $"数据库不可用：{exception.Message}",
                IsOverdue(exception) ? $"Not done within {seconds} s." : exception.Message
            );
            return CommandLine.Unavailable;
        }

        bool IsOverdue(Exception exception) =>
            exception is OperationCanceledException
            && limit.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested;
    }
}
