using StackExchange.Redis;

namespace Yixun.Cli.Doctor;

/// <summary>Over StackExchange.Redis, in whose form the setting is.</summary>
internal sealed class RedisPing : IRedisPing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const string Probe = "return redis.call('SET', KEYS[1], '1', 'PX', 1000)";

    public async Task<string?> FindProblemAsync(string configuration, CancellationToken cancellationToken)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(configuration);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return "配置不是 StackExchange.Redis 的格式";
        }

        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = (int)Patience.TotalMilliseconds;
        options.ClientName = "yixun-cli";
        try
        {
            await using var redis = await ConnectionMultiplexer
                .ConnectAsync(options)
                .WaitAsync(Patience * 2, cancellationToken);
            await redis
                .GetDatabase()
                .ScriptEvaluateAsync(Probe, [new RedisKey("yixun:doctor")])
                .WaitAsync(Patience, cancellationToken);
            return null;
        }
        catch (RedisServerException exception)
        {
            // "OOM …", "READONLY …", "NOPERM …": the word says what it is, and holds no secret.
            return $"拒绝写入（{exception.Message.Split(' ')[0]}）";
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return "连接不上，或账号密码不对";
        }
    }
}
