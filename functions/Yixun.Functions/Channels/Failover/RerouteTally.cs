namespace Yixun.Functions.Channels.Failover;

/// <summary>What one run did with the messages that waited on a channel.</summary>
/// <param name="source">Where they waited.</param>
/// <param name="why">down, paused, disabled or removed.</param>
internal sealed class RerouteTally(string source, string why)
{
    private readonly SortedDictionary<string, int> _moved = new(StringComparer.Ordinal);

    public string Source { get; } = source;

    public string Why { get; } = why;

    /// <summary>Ended, because no channel is left for them.</summary>
    public int Failed { get; set; }

    public int Moved => _moved.Values.Sum();

    public int Total => Moved + Failed;

    /// <summary>In Chinese, with the counts.</summary>
    public string Detail
    {
        get
        {
            var reason = Why switch
            {
                "down" => "通道不可用",
                "paused" => "通道已暂停",
                "disabled" => "通道已停用",
                "removed" => "通道已删除",
                _ => Why,
            };
            var parts = _moved.Select(entry => $"{entry.Value} 条改由 {entry.Key} 发送");
            if (Failed > 0)
            {
                parts = parts.Append($"{Failed} 条没有其他通道可用，发送失败");
            }

            return $"{reason}，等待中的短信：{string.Join("，", parts)}";
        }
    }

    public void Add(string channelId, int count) =>
        _moved[channelId] = _moved.GetValueOrDefault(channelId) + count;
}
