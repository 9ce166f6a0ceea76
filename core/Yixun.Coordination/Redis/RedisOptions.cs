using StackExchange.Redis;

namespace Yixun.Coordination.Redis;

/// <summary>Where the processes of a site meet.</summary>
public sealed record RedisOptions
{
    /// <summary>Setting at the root of the configuration.</summary>
    public const string SettingName = "Redis";

    /// <summary>Setting of <see cref="Prefix"/>.</summary>
    public const string PrefixSettingName = "RedisPrefix";

    public const string DefaultPrefix = "yixun:";

    /// <summary>StackExchange.Redis's form: <c>host:6379,password=…,ssl=true</c>.</summary>
    public required string Configuration { get; init; }

    /// <summary>Begins every key and channel, so that several sites may share a server.</summary>
    public string Prefix { get; init; } = DefaultPrefix;

    /// <summary>As operators see it in CLIENT LIST.</summary>
    public string ClientName { get; init; } = "yixun";

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two looks whether it is there.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">The configuration can't be read; the message does not hold it.</exception>
    public ConfigurationOptions Parse()
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(Configuration);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new ArgumentException($"Setting {SettingName} is not in the form of StackExchange.Redis.");
        }

        if (options.EndPoints.Count == 0)
        {
            throw new ArgumentException($"Setting {SettingName} names no server.");
        }

        options.ClientName ??= ClientName;
        // A process starts without it, and never keeps a request waiting for a server that is away.
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectRetry = 1;
        options.ConnectTimeout = (int)TimeSpan.FromSeconds(2).TotalMilliseconds;
        options.ReconnectRetryPolicy = new LinearRetry((int)LookInterval.TotalMilliseconds);
        return options;
    }
}
