using System.Reflection;

namespace Yixun.Core.Channels;

/// <summary>What differs in the sections of the protocols; their fields go by the protocols' own names.</summary>
internal static class ChannelProtocolComparison
{
    private static readonly Dictionary<string, string> Secrets = new()
    {
        [nameof(SgipChannelSettings.PeerSecret)] = "网关登录密码",
        [nameof(Mm7ChannelSettings.PeerPassword)] = "彩信网关登录密码",
    };

    public static void Add(List<ChannelDifference> found, ChannelSettings before, ChannelSettings after)
    {
        Add(found, "SGIP", before.Sgip, after.Sgip);
        Add(found, "SMGP", before.Smgp, after.Smgp);
        Add(found, "SMPP", before.Smpp, after.Smpp);
        Add(found, "MM7", before.Mm7, after.Mm7);
    }

    private static void Add<T>(List<ChannelDifference> found, string protocol, T before, T after)
        where T : class
    {
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var from = Text(property.GetValue(before));
            var to = Text(property.GetValue(after));
            if (from == to)
            {
                continue;
            }

            found.Add(
                Secrets.TryGetValue(property.Name, out var secret)
                    ? ChannelDifference.OfSecret(secret)
                    : new ChannelDifference($"{protocol} {property.Name}", from, to)
            );
        }
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            bool flag => ChannelComparison.YesNo(flag),
            IReadOnlyList<string> list => ChannelComparison.List(list),
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
        };
}
