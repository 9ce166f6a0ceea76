using Microsoft.Extensions.Configuration;
using Yixun.Data.Hosting;

namespace Yixun.Cli.Site;

/// <summary>What the command line and the environment name as the site; nothing of it was opened yet.</summary>
/// <param name="Data">The data folder of <c>./run</c>; null: a site of several processes.</param>
/// <param name="ConfigFile">The file of settings; null: none.</param>
/// <param name="SecretsFolder">The folder with a file a secret; null: none.</param>
internal sealed record SiteLocation(
    IConfiguration Configuration,
    string? Data,
    string? ConfigFile,
    string? SecretsFolder
)
{
    public bool IsStandalone => Data is not null;

    public DatabaseOptions Database =>
        Data is null
            ? Configuration.GetSection(DatabaseOptions.SectionName).Get<DatabaseOptions>()!
            : new DatabaseOptions { Provider = "sqlite", Path = Path.Combine(Data, "yixun.db") };

    public string? KeyFile =>
        Data is null ? Configuration["Yixun:Keys:File"] : Path.Combine(Data, "keys.json");

    /// <exception cref="InputException">It can't be opened as it is named.</exception>
    public SiteConnection Open()
    {
        if (Data is not null && !File.Exists(Database.Path))
        {
            throw new InputException(
                $"{Data} 中没有医讯的数据库：请用 --data 指定 ./run 的数据目录，或用 --config 指定配置",
                $"No database of Yixun in {Data}: name ./run's data folder with --data, or settings with --config."
            );
        }

        try
        {
            return new SiteConnection(DatabaseSelection.Open(Database), KeyFile, Configuration);
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"配置有误：{exception.Message}", exception.Message);
        }
    }
}
