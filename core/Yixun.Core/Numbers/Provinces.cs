using System.Collections.Frozen;

namespace Yixun.Core.Numbers;

/// <summary>The 34 divisions of the country at the level of provinces (GB/T 2260), by their short names.</summary>
public static class Provinces
{
    private static readonly string[] Endings =
    [
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
        "特别行政区",
        "自治区",
        "省",
        "市",
    ];

    public static FrozenSet<string> All { get; } =
        (
            "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 "
            + "西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门"
        )
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The short name of what people write: 广东, 广东省, 内蒙古自治区.</summary>
    public static bool TryRead(string text, out string province)
    {
        province = text.Trim();
        if (All.Contains(province))
        {
            return true;
        }

        foreach (var ending in Endings)
        {
            if (
                province.EndsWith(ending, StringComparison.Ordinal)
                && All.Contains(province[..^ending.Length])
            )
            {
                province = province[..^ending.Length];
                return true;
            }
        }

        return false;
    }
}
