using System.CommandLine;
using System.Data.Common;
using Yixun.Data.Store;

namespace Yixun.Cli.Site;

/// <summary>A command that works on a site's database: opens it, and turns what goes wrong into an error and an exit code.</summary>
internal abstract class SiteCommand : Command
{
    private readonly SiteOptions _site;

    protected SiteCommand(string name, string description, SiteOptions site)
        : base(name, description)
    {
        _site = site;
        SetAction(RunAsync);
    }

    /// <returns>Exit code.</returns>
    protected abstract Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    );

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            await using var site = _site.Open(parsed);
            return await RunAsync(site, parsed, cancellationToken);
        }
        catch (InputException exception)
        {
            ErrorText.Write(error, exception.Chinese, exception.Message);
            return CommandLine.BadInput;
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            ErrorText.Write(error, $"数据库不可用：{exception.Message}", exception.Message);
            return CommandLine.Unavailable;
        }
    }
}
