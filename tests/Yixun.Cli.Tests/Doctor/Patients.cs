using Microsoft.Extensions.Configuration;
using Yixun.Cli.Doctor;
using Yixun.Cli.Site;

namespace Yixun.Cli.Tests.Doctor;

/// <summary>Sites for checks, without anything behind them.</summary>
internal static class Patients
{
    public static Patient Of(
        Dictionary<string, string?> settings,
        string? data = null,
        string? configFile = null,
        string? secrets = null,
        TimeProvider? time = null
    ) =>
        new(
            new SiteLocation(
                new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
                data,
                configFile,
                secrets
            ),
            null,
            null,
            [],
            time ?? TimeProvider.System
        );
}
