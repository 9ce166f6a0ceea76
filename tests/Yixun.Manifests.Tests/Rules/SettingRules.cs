using k8s.Models;
using Microsoft.Extensions.Configuration;
using Yixun.CarrierDaemon.Leases;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Core.Channels.Health;
using Yixun.Data.Hosting;
using Yixun.Functions.Alerts;
using Yixun.Functions.Alerts.Delivery;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>
/// Every setting of our containers, and every secret that is a setting, is one that the code reads, with a value that it takes.
/// </summary>
internal static class SettingRules
{
    /// <summary>Sections that are bound to a class, the more particular first.</summary>
    private static readonly (string Section, Type Type)[] Bound =
    [
        (DatabaseOptions.SectionName, typeof(DatabaseOptions)),
        ("Yixun:Leases", typeof(LeaseSettings)),
        (HealthThresholds.SectionName, typeof(HealthThresholds)),
        (SupervisionOptions.SectionName, typeof(SupervisionOptions)),
        (AlertOptions.SectionName, typeof(AlertOptions)),
        (SmtpOptions.SectionName, typeof(SmtpOptions)),
        (OutboundOptions.SectionName, typeof(OutboundOptions)),
        (YixunOptions.SectionName, typeof(YixunOptions)),
    ];

    /// <summary>Read by .NET, the C library or the Azure Functions host, not by us.</summary>
    private static readonly string[] OfTheHost =
    [
        "TZ",
        "DOTNET_EnableDiagnostics",
        "ASPNETCORE_URLS",
        "FUNCTIONS_WORKER_RUNTIME",
        "AzureWebJobsScriptRoot",
        "AzureWebJobsSecretStorageType",
        "AzureFunctionsJobHost__Logging__Console__IsEnabled",
    ];

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        var containers = set.Pods.SelectMany(pod => pod.Containers).Where(PodSource.IsOwn).ToList();
        var settings = containers
            .SelectMany(container => container.EnvFrom ?? [])
            .SelectMany(from => set.Data(from.ConfigMapRef.Name))
            .Concat(
                containers
                    .SelectMany(container => container.Env ?? [])
                    .Select(entry => new KeyValuePair<string, string>(entry.Name, entry.Value))
            )
            .DistinctBy(entry => entry.Key);
        foreach (var (name, value) in settings)
        {
            if (Problem(name, value) is { } problem)
            {
                yield return problem;
            }
        }

        foreach (
            var from in containers
                .SelectMany(container => container.EnvFrom ?? [])
                .Where(from => set.Data(from.ConfigMapRef.Name).Count == 0)
        )
        {
            yield return $"there is no ConfigMap {from.ConfigMapRef.Name}";
        }
    }

    /// <summary>What is wrong with a setting, named as an environment variable or a file of YIXUN_SECRETS.</summary>
    /// <param name="value">Null: it comes from a secret.</param>
    public static string? Problem(string name, string? value)
    {
        if (
            OfTheHost.Contains(name)
            || name.StartsWith("AzureFunctionsJobHost__functions__", StringComparison.Ordinal)
        )
        {
            return null;
        }

        var key = name.Replace("__", ":", StringComparison.Ordinal);
        if (Repository.Source.Contains($"\"{key}\"", StringComparison.Ordinal))
        {
            return null;
        }

        var (section, type) = Array.Find(
            Bound,
            one => key.StartsWith(one.Section + ":", StringComparison.Ordinal)
        );
        if (type is null)
        {
            return $"nothing reads setting {name}";
        }

        try
        {
            new ConfigurationBuilder()
                .AddInMemoryCollection([new(key, value ?? "0")])
                .Build()
                .GetSection(section)
                .Get(type, options => options.ErrorOnUnknownConfiguration = true);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return $"setting {name}: {exception.Message}";
        }
    }
}
