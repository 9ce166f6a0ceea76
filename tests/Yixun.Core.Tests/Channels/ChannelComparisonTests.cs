using Xunit;
using Yixun.Core.Channels;

namespace Yixun.Core.Tests.Channels;

public sealed class ChannelComparisonTests
{
    /// <summary>A field that is not compared would change without a trace.</summary>
    [Fact]
    public void Between_seesEveryField()
    {
        foreach (var property in typeof(ChannelSettings).GetProperties().Where(IsPlain))
        {
            var after = new ChannelSettings();
            property.SetValue(after, Other(property.PropertyType, property.GetValue(after)));

            Assert.True(
                ChannelComparison.Between(new ChannelSettings(), after).Count == 1,
                $"{property.Name} is not compared."
            );
        }
    }

    [Fact]
    public void Between_secrets_areNamedAndNotShown()
    {
        var before = new ChannelSettings { Secret = "old-word" };
        before.Sgip.PeerSecret = "old-word";
        var after = new ChannelSettings { Secret = "new-word" };
        after.Sgip.PeerSecret = "new-word";
        after.Mm7.PeerPassword = "new-word";
        after.Smpp.Transceiver = false;

        var differences = ChannelComparison.Between(before, after);

        Assert.Equal(
            ["密钥", "网关登录密码", "SMPP Transceiver", "彩信网关登录密码"],
            differences.Select(difference => difference.Name)
        );
        Assert.DoesNotContain(
            differences,
            difference => (difference.Before + difference.After).Contains("word", StringComparison.Ordinal)
        );
        Assert.Equal(("是", "否"), (differences[2].Before, differences[2].After));
    }

    private static bool IsPlain(System.Reflection.PropertyInfo property) =>
        property.Name != nameof(ChannelSettings.Id)
        && property.PropertyType.Namespace != typeof(ChannelSettings).Namespace;

    private static object Other(Type type, object? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => value + "1",
            _ when type == typeof(int) => 4321,
            _ when type == typeof(long) => 4321L,
            _ when type == typeof(uint) => 4321U,
            _ when type == typeof(bool) => !(bool)value!,
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(4321),
            _ when type.IsEnum => Enum.ToObject(type, 1),
            _ => ListOf(type.GetGenericArguments()[0]),
        };
    }

    private static Array ListOf(Type item)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(Other(item, ""), 0);
        return list;
    }
}
