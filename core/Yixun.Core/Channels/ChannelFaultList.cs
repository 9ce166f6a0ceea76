namespace Yixun.Core.Channels;

/// <summary>Collects faults, at most one a field.</summary>
internal sealed class ChannelFaultList
{
    private readonly List<ChannelFault> _faults = [];

    public IReadOnlyList<ChannelFault> Faults => _faults;

    public void Add(string field, string code, string detail)
    {
        if (_faults.TrueForAll(fault => fault.Field != field))
        {
            _faults.Add(new ChannelFault(field, code, detail));
        }
    }

    /// <summary>A text must have a number of ASCII characters that the protocol's field holds.</summary>
    public void Text(string field, string name, string? text, int minimum, int maximum)
    {
        text ??= "";
        if (text.Length < minimum || text.Length > maximum)
        {
            Add(
                field,
                text.Length == 0 ? "missing" : "length",
                minimum == 0 ? $"{name}最多 {maximum} 个字符"
                    : minimum == maximum ? $"{name}须为 {minimum} 个字符"
                    : $"{name}须为 {minimum} 至 {maximum} 个字符"
            );
        }
        else if (text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            Add(field, "format", $"{name}只能含可见的 ASCII 字符");
        }
    }

    public void Digits(string field, string name, string? text, int minimum, int maximum)
    {
        text ??= "";
        if (
            text.Length < minimum
            || text.Length > maximum
            || text.AsSpan().ContainsAnyExceptInRange('0', '9')
        )
        {
            Add(
                field,
                text.Length == 0 ? "missing" : "format",
                minimum == maximum
                    ? $"{name}须为 {minimum} 位数字"
                    : $"{name}须为 {minimum} 至 {maximum} 位数字"
            );
        }
    }

    public void Range(string field, string name, long value, long minimum, long maximum)
    {
        if (value < minimum || value > maximum)
        {
            Add(field, "range", $"{name}须在 {minimum} 至 {maximum} 之间");
        }
    }

    public void Time(string field, string name, TimeSpan value, int minimumSeconds, int maximumSeconds) =>
        Range(field, name + "（秒）", (long)value.TotalSeconds, minimumSeconds, maximumSeconds);

    public void OneOf(string field, string name, string? value, params ReadOnlySpan<string> allowed)
    {
        foreach (var one in allowed)
        {
            if (string.Equals(one, value, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }

        Add(field, "unknown", $"{name}须为 {string.Join("、", allowed.ToArray())} 之一");
    }

    /// <summary>"address:port" to listen at; the address in figures.</summary>
    public void Listen(string field, string name, string text)
    {
        var colon = text.LastIndexOf(':');
        var address = colon < 0 ? "" : text[..colon].Trim('[', ']');
        if (
            Uri.CheckHostName(address) is not (UriHostNameType.IPv4 or UriHostNameType.IPv6)
            || !ushort.TryParse(
                text.AsSpan(colon + 1),
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var port
            )
            || port == 0
        )
        {
            Add(field, "format", $"{name}须形如 0.0.0.0:8801");
        }
    }

    public void Addresses(string field, string name, IReadOnlyList<string> addresses)
    {
        if (
            addresses.Any(address =>
                Uri.CheckHostName(address) is not (UriHostNameType.IPv4 or UriHostNameType.IPv6)
            )
        )
        {
            Add(field, "format", $"{name}须为 IP 地址");
        }
    }
}
