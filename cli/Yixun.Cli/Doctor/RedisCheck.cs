using Microsoft.Extensions.Configuration;

namespace Yixun.Cli.Doctor;

/// <summary>Redis answers, where one is set.</summary>
internal sealed class RedisCheck(IRedisPing ping) : IDoctorCheck
{
    /// <summary>Setting at the root of the configuration; the leases may have a Redis of their own.</summary>
    private const string Setting = "Redis";

    public string Area => "Redis";

    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var configuration = patient.Location.Configuration;
        var findings = new List<Finding>();
        await LookAsync(Setting, configuration[Setting]);
        if (
            string.Equals(configuration["Yixun:Leases:Provider"], "Redis", StringComparison.OrdinalIgnoreCase)
        )
        {
            await LookAsync("Yixun:Leases:ConnectionString", configuration["Yixun:Leases:ConnectionString"]);
        }

        if (findings.Count == 0)
        {
            findings.Add(Finding.Ok("redis.none", "没有配置 Redis；单个函数进程不需要它"));
        }

        return findings;

        async Task LookAsync(string setting, string? value)
        {
            if (string.IsNullOrEmpty(value))
            {
                return;
            }

            var problem = await ping.FindProblemAsync(value, cancellationToken);
            findings.Add(
                problem is null
                    ? Finding.Ok("redis.reached", $"{setting} 指定的 Redis 可用")
                    : Finding.Fault(
                        "redis.unreachable",
                        $"{setting} 指定的 Redis 不可用：{problem}",
                        "检查 Redis 服务、网络与密码；期间短信照常收发，频次等计数重新开始"
                    )
            );
        }
    }
}
