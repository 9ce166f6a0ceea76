namespace Yixun.Coordination.Redis;

/// <param name="IsGiven">False: Redis is away, or did not answer in time.</param>
internal readonly record struct RedisAnswer<T>(bool IsGiven, T? Value);
