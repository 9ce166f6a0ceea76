using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>What every layer keeps to; each rule tells of what is wrong, one line each.</summary>
internal static class RuleBook
{
    public static IReadOnlyDictionary<string, Func<ManifestSet, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<ManifestSet, IEnumerable<string>>>
        {
            ["functions"] = FunctionRules.Problems,
            ["queues"] = QueueRules.Problems,
            ["settings"] = SettingRules.Problems,
            ["secrets"] = SecretRules.Problems,
            ["images"] = ImageRules.Problems,
            ["security"] = SecurityRules.Problems,
            ["probes"] = ProbeRules.Problems,
            ["ports"] = PortRules.Problems,
            ["availability"] = AvailabilityRules.Problems,
            ["backup"] = BackupRules.Problems,
            ["network"] = NetworkRules.Problems,
        };
}
