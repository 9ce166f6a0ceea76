using System.Globalization;
using System.Text.Json.Nodes;

namespace Yixun.Containers;

/// <summary>
/// What the kernel says of the platform's processes in their containers: whatever the settings promise, this is what an intruder
/// would have.
/// </summary>
internal static class Confinement
{
    /// <summary>Effective, permitted, inheritable, bounding and ambient capabilities (proc(5), /proc/pid/status).</summary>
    private static readonly string[] Capabilities = ["CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"];

    /// <summary>Says what is not as it should be, a line each.</summary>
    /// <param name="containers">From docker inspect; those that run are asked.</param>
    public static async Task<List<string>> FaultsAsync(
        JsonArray containers,
        CancellationToken cancellationToken
    )
    {
        var faults = new List<string>();
        foreach (
            var container in containers.Where(each =>
                Hardening.IsOurs(each!) && (bool)each!["State"]!["Running"]!
            )
        )
        {
            var id = (string)container!["Id"]!;
            var service = Hardening.ServiceOf(container);
            var status = await ComposeStack.ReadAsync(id, "/proc/1/status", cancellationToken);
            faults.AddRange(FaultsOfStatus(status).Select(fault => $"{service}: {fault}"));
            var mounts = await ComposeStack.ReadAsync(id, "/proc/self/mountinfo", cancellationToken);
            if (!IsRootReadOnly(mounts))
            {
                faults.Add($"{service}: its root is mounted for writing");
            }
        }

        return faults;
    }

    private static IEnumerable<string> FaultsOfStatus(string status)
    {
        var fields = status
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim());
        if (fields["Uid"].Split('\t').Contains("0") || fields["Gid"].Split('\t').Contains("0"))
        {
            yield return $"its process is root: {fields["Uid"]}, {fields["Gid"]}";
        }

        if (fields["NoNewPrivs"] != "1")
        {
            yield return "its process may gain privileges";
        }

        foreach (var name in Capabilities)
        {
            if (ulong.Parse(fields[name], NumberStyles.HexNumber, CultureInfo.InvariantCulture) != 0)
            {
                yield return $"its process has capabilities: {name} {fields[name]}";
            }
        }
    }

    /// <param name="mounts">/proc/self/mountinfo (proc(5)): the fifth field is the place, the sixth the options.</param>
    private static bool IsRootReadOnly(string mounts) =>
        mounts
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Single(fields => fields[4] == "/")[5]
            .Split(',')
            .Contains("ro");
}
