using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Yixun.Functions.Runtime.Hosting;

/// <summary>What host.json and the <c>AzureFunctionsJobHost</c> settings say, overridden by the options.</summary>
internal sealed class HostSettings
{
    private const string DefaultUrl = "http://127.0.0.1:7071";
    private const string Section = "AzureFunctionsJobHost";

    public HostSettings(
        IOptions<FunctionRuntimeOptions> options,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        Options = options.Value;
        Configuration = configuration;
        var hostJson = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(environment.ContentRootPath, Options.HostJson), optional: true)
            .AddConfiguration(configuration.GetSection(Section))
            .Build();
        RoutePrefix = (Options.RoutePrefix ?? hostJson["extensions:http:routePrefix"] ?? "api").Trim('/');
        Prefetch =
            Options.Prefetch
            ?? (
                hostJson["extensions:rabbitMQ:prefetchCount"] is { } text
                    ? ushort.Parse(text, CultureInfo.InvariantCulture)
                    : (ushort)30
            );
        Only =
        [
            .. hostJson.GetSection("functions").GetChildren().Select(child => child.Value).OfType<string>(),
        ];
        Urls =
            Options.Urls.Count > 0
                ? [.. Options.Urls]
                : (configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? DefaultUrl).Split(
                    ';',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                );
    }

    public FunctionRuntimeOptions Options { get; }

    /// <summary>The process's settings, for <c>%Setting%</c>.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>Without slashes at its ends; may be empty.</summary>
    public string RoutePrefix { get; }

    public ushort Prefetch { get; }

    /// <summary>The functions that run in this process; empty: all (<c>AzureFunctionsJobHost__functions__N</c>).</summary>
    public IReadOnlyList<string> Only { get; }

    public IReadOnlyList<string> Urls { get; }

    /// <summary>The text, or the value of the setting that it names between per cent signs; null when that is missing.</summary>
    public string? Resolve(string text) =>
        text.Length > 2 && text[0] == '%' && text[^1] == '%' ? Configuration[text[1..^1]] : text;
}
