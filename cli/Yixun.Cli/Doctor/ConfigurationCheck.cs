using Microsoft.Extensions.Configuration;
using Yixun.Core.Messages;

namespace Yixun.Cli.Doctor;

/// <summary>Every setting is known and reads as what it should be.</summary>
internal sealed class ConfigurationCheck : IDoctorCheck
{
    public string Area => "配置";

    public Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var section = patient.Location.Configuration.GetSection("Yixun");
        Walk(section, KnownSettings.Yixun, findings);
        findings.AddRange(
            section
                .GetSection("Lanes")
                .GetChildren()
                .Where(lane => !Lanes.TryParse(lane.Key, out _))
                .Select(lane =>
                    Finding.Fault(
                        "config.lane",
                        $"配置 {lane.Path}：没有这种短信类别",
                        $"类别为 {string.Join("、", Lanes.All.Select(Lanes.NameOf))}"
                    )
                )
        );
        if (patient.Refusal is { } refusal)
        {
            findings.Add(
                Finding.Fault("config.database", refusal, "按说明修改 --config 文件、密码目录或环境变量")
            );
        }

        if (findings.Count == 0)
        {
            findings.Add(
                Finding.Ok(
                    "config.ok",
                    patient.Location.ConfigFile is { } file ? $"{file} 中的配置均可识别" : "配置均可识别"
                )
            );
        }

        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    private static void Walk(IConfigurationSection section, SettingShape shape, List<Finding> findings)
    {
        if (shape.Value is { } type)
        {
            if (section.Value is { } text && !shape.Takes(text))
            {
                findings.Add(
                    Finding.Fault(
                        "config.value",
                        $"配置 {section.Path} 的值不是{Called(type)}",
                        "改正该值；进程会因此无法启动"
                    )
                );
            }

            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (shape.Entry is { } entry)
            {
                Walk(child, entry, findings);
            }
            else if (shape.Members!.TryGetValue(child.Key, out var member))
            {
                Walk(child, member, findings);
            }
            else
            {
                findings.Add(
                    Finding.Warning(
                        "config.unknown",
                        $"没有名为 {child.Path} 的配置",
                        "检查拼写；不认识的配置不起作用"
                    )
                );
            }
        }
    }

    private static string Called(Type type) =>
        type == typeof(TimeSpan) ? "时长（如 00:05:00）"
        : type == typeof(bool) ? "true 或 false"
        : type == typeof(int) || type == typeof(long) || type == typeof(ushort) ? "整数"
        : type == typeof(double) ? "数值"
        : type.IsEnum ? $"以下之一：{string.Join("、", Enum.GetNames(type))}"
        : "合法的值";
}
