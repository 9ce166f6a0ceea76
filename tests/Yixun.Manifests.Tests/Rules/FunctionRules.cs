using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Every function of the app runs in exactly one Deployment; what probes and monitoring ask runs in each.</summary>
internal static class FunctionRules
{
    private const string Setting = "AzureFunctionsJobHost__functions__";
    private static readonly string[] Processes = ["functions-http", "functions-queues", "functions-timers"];
    private static readonly string[] InEach = ["Live", "Metrics", "Ready"];

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var process in Processes)
        {
            var wanted = AppFunctions
                .All.Where(function => function.Process == process)
                .Select(function => function.Name)
                .Union(InEach)
                .ToHashSet(StringComparer.Ordinal);
            var pod = set.Pods.Single(pod => pod.Name == process);
            var settings = pod
                .Spec.Containers.SelectMany(container => container.EnvFrom ?? [])
                .SelectMany(from => set.Data(from.ConfigMapRef.Name))
                .Where(entry => entry.Key.StartsWith(Setting, StringComparison.Ordinal))
                .ToList();
            var named = settings.Select(entry => entry.Value).ToList();
            foreach (var missing in wanted.Except(named).Order(StringComparer.Ordinal))
            {
                yield return $"{process} lacks function {missing}: add {Setting}N={missing} to its .env file";
            }

            foreach (var foreign in named.Where(name => !wanted.Contains(name)))
            {
                yield return $"{process} names function {foreign}, which is not its own or does not exist";
            }

            foreach (var twice in named.GroupBy(name => name).Where(group => group.Count() > 1))
            {
                yield return $"{process} names {twice.Key} twice";
            }

            if (settings.Exists(entry => !int.TryParse(entry.Key[Setting.Length..], out _)))
            {
                yield return $"{process}: a name does not end in a number";
            }
        }
    }
}
