using Yixun.Cli.Site;

namespace Yixun.Cli.Doctor;

/// <summary>A backup ended well within the last day or so.</summary>
internal sealed class BackupCheck : IDoctorCheck
{
    private const string Advice = "按备份手册检查备份任务；备份脚本成功后用 ./yixun backup mark 登记";

    public string Area => "备份";

    public Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var file = BackupRecord.FileOf(patient.Location);
        var record = BackupRecord.Read(file);
        var age = patient.Time.GetUtcNow() - record?.FinishedAt;
        var finding =
            file is null
                ? Finding.Warning(
                    "backup.unknown",
                    "不知道有没有备份：没有设置 Yixun:Backup:StatusFile",
                    "把它设为备份任务写登记的文件"
                )
            : record is null ? Finding.Warning("backup.unknown", $"没有备份登记（{file}）", Advice)
            : !record.Succeeded
                ? Finding.Fault(
                    "backup.failed",
                    $"最近一次备份失败（{SizeText.OfTime(age!.Value)}前）",
                    Advice
                )
            : age > BackupRecord.MaximumAge
                ? Finding.Warning("backup.old", $"最近一次备份在 {SizeText.OfTime(age.Value)}前", Advice)
            : Finding.Ok("backup.ok", $"最近一次备份在 {SizeText.OfTime(age!.Value)}前，成功");
        return Task.FromResult<IReadOnlyList<Finding>>([finding]);
    }
}
