using Yixun.Cli.Site;

namespace Yixun.Cli.Doctor;

/// <summary>The disks that this machine writes to have room.</summary>
internal sealed class DiskCheck : IDoctorCheck
{
    private const long FaultBytes = 256L << 20;
    private const long WarningBytes = 2L << 30;

    public string Area => "磁盘";

    public Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var site = patient.Location;
        var folders = new List<string?>
        {
            site.Data,
            site.Data is { } data ? Path.Combine(data, "logs") : null,
            Path.GetDirectoryName(BackupRecord.FileOf(site)),
            Path.GetTempPath(),
        };
        var mounts = DriveInfo.GetDrives().Select(drive => drive.Name).ToList();
        var findings = folders
            .Where(folder => folder is { Length: > 0 } && Directory.Exists(folder))
            .DistinctBy(folder => MountOf(folder!, mounts))
            .Select(folder => Of(folder!, new DriveInfo(folder!)))
            .ToList();
        if (!site.IsStandalone)
        {
            findings.Add(
                Finding.Ok("disk.servers", "数据库与 RabbitMQ 服务器的磁盘不在本机检查之列，由监控告警")
            );
        }

        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    private static string? MountOf(string folder, List<string> mounts) =>
        mounts
            .Where(mount =>
                (Path.GetFullPath(folder) + "/").StartsWith(
                    mount.TrimEnd('/') + "/",
                    StringComparison.Ordinal
                )
            )
            .MaxBy(mount => mount.Length);

    private static Finding Of(string folder, DriveInfo drive)
    {
        var free = drive.AvailableFreeSpace;
        var found = $"{folder} 所在磁盘剩余 {SizeText.OfBytes(free)}";
        return free < FaultBytes
                ? Finding.Fault("disk.full", found, "立即清理磁盘；不足 256 MB 时拒绝新的短信")
            : free < WarningBytes || free < drive.TotalSize / 20
                ? Finding.Warning("disk.low", found, "清理或扩容磁盘")
            : Finding.Ok("disk.ok", found);
    }
}
