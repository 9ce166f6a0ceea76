using System.Data.Common;
using System.Security.Cryptography;
using Yixun.Cli.Site;
using Yixun.Core.Security;
using Yixun.Messaging.RabbitMq;

namespace Yixun.Cli.Doctor;

/// <summary>The key file is there and nobody else reads it; no file with secrets is open, no password is one that all know.</summary>
internal sealed class SecretsCheck : IDoctorCheck
{
    private const UnixFileMode Others =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode GroupOrOthers =
        Others | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>That anybody tries first.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "",
        "123456",
        "12345678",
        "admin",
        "changeme",
        "guest",
        "password",
        "postgres",
        "rabbitmq",
        "redis",
        "root",
        "sa",
        "yixun",
    };

    public string Area => "密钥与密码";

    public Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var site = patient.Location;
        KeyFile(site.KeyFile, findings);
        if (site.ConfigFile is { } file && HoldsSecrets(site))
        {
            Mode("secrets.config_mode", "含密码的配置文件", file, FindingLevel.Warning, findings);
        }

        if (site.SecretsFolder is { } folder)
        {
            foreach (var secret in Directory.EnumerateFiles(folder))
            {
                Mode("secrets.file_mode", "密码文件", secret, FindingLevel.Warning, findings);
            }
        }

        Passwords(site, findings);
        findings.Add(
            Finding.Ok(
                "secrets.backup_reminder",
                "请确认密钥文件已另行备份、与数据库分开存放；丢失它，号码与内容无法恢复"
            )
        );
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    private static void KeyFile(string? file, List<Finding> findings)
    {
        if (file is null or "" || !File.Exists(file))
        {
            findings.Add(
                Finding.Fault(
                    "secrets.key_missing",
                    file is null or "" ? "没有设置密钥文件 Yixun:Keys:File" : $"找不到密钥文件 {file}",
                    "从备份恢复密钥文件；仅新站点用 ./yixun keys generate 生成"
                )
            );
            return;
        }

        Mode("secrets.key_mode", "密钥文件", file, FindingLevel.Fault, findings);
        try
        {
            DataKeyRing.Parse(File.ReadAllText(file));
            findings.Add(Finding.Ok("secrets.key", $"密钥文件 {file} 完好"));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            findings.Add(
                Finding.Fault("secrets.key_damaged", $"密钥文件 {file} 已损坏", "从备份恢复密钥文件")
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(
                Finding.Fault(
                    "secrets.key_unreadable",
                    $"密钥文件 {file} 不可读",
                    "以平台的用户运行，或修改文件的所有者"
                )
            );
        }
    }

    /// <param name="level">When everybody may read it; a group that may (mounted secrets) is a warning.</param>
    private static void Mode(
        string code,
        string what,
        string file,
        FindingLevel level,
        List<Finding> findings
    )
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // What a cluster mounts is reached through a link.
        var target = new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file;
        var mode = File.GetUnixFileMode(target);
        if ((mode & GroupOrOthers) != 0)
        {
            findings.Add(
                new Finding(
                    code,
                    (mode & Others) != 0 ? level : FindingLevel.Warning,
                    $"{what} {file} 的权限是 {Convert.ToString((int)mode, 8).PadLeft(4, '0')}，"
                        + ((mode & Others) != 0 ? "所有用户都可访问" : "同组用户可访问"),
                    $"chmod 600 {file}"
                )
            );
        }
    }

    private static bool HoldsSecrets(SiteLocation site) =>
        File.ReadAllText(site.ConfigFile!) is var text
        && (
            text.Contains("ConnectionString", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Secret", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Password", StringComparison.OrdinalIgnoreCase)
            || text.Contains("amqp", StringComparison.OrdinalIgnoreCase)
        );

    private static void Passwords(SiteLocation site, List<Finding> findings)
    {
        if (
            Uri.TryCreate(site.Configuration[RabbitMqOptions.SettingName], UriKind.Absolute, out var broker)
            && !broker.IsLoopback
            && Known.Contains(
                Uri.UnescapeDataString(broker.UserInfo.Split(':', 2).ElementAtOrDefault(1) ?? "")
            )
        )
        {
            findings.Add(Default("secrets.broker_password", "RabbitMQ", "RabbitMq"));
        }

        if (!site.IsStandalone && site.Database.ConnectionString.Length > 0)
        {
            try
            {
                var parts = new DbConnectionStringBuilder
                {
                    ConnectionString = site.Database.ConnectionString,
                };
                if (
                    parts.TryGetValue("Password", out var password)
                    && Known.Contains(password.ToString() ?? "")
                )
                {
                    findings.Add(
                        Default("secrets.database_password", "数据库", "Yixun:Database:ConnectionString")
                    );
                }
            }
            catch (ArgumentException)
            {
                findings.Add(
                    Finding.Fault(
                        "secrets.connection_string",
                        "Yixun:Database:ConnectionString 不是合法的连接字符串",
                        "按安装手册改正"
                    )
                );
            }
        }
    }

    private static Finding Default(string code, string what, string setting) =>
        Finding.Fault(code, $"{what}的密码是众所周知的默认密码", $"换一个随机的密码，并改 {setting}");
}
