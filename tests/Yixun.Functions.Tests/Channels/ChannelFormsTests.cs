using System.Text.Json;
using Xunit;
using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Functions.Channels;

namespace Yixun.Functions.Tests.Channels;

public sealed class ChannelFormsTests
{
    /// <summary>A setting without a field in the form could not be reached by any console.</summary>
    [Fact]
    public void Form_hasAFieldForEverySetting()
    {
        var different = Different();
        var onto = new ChannelSettings { Id = different.Id };
        var form = ChannelForms.Write(different) with
        {
            Secret = different.Secret,
            Sgip = ChannelForms.Write(different).Sgip! with { PeerSecret = different.Sgip.PeerSecret },
            Mm7 = ChannelForms.Write(different).Mm7! with { PeerPassword = different.Mm7.PeerPassword },
        };

        ChannelForms.Apply(form, onto);

        Assert.Equal(JsonSerializer.Serialize(different), JsonSerializer.Serialize(onto));
    }

    [Fact]
    public void Apply_leavesOutWhatTheFormLeavesOut()
    {
        var channel = Different();

        ChannelForms.Apply(
            new ChannelForm
            {
                Carriers = ["mobile"],
                Sgip = new SgipForm { CorpId = "1" },
            },
            channel
        );

        Assert.Equal(
            ("x", "x", "x", "1"),
            (channel.Secret, channel.Sgip.PeerSecret, channel.Mm7.PeerPassword, channel.Sgip.CorpId)
        );
        Assert.Equal("x", channel.Smpp.SystemType);
        Assert.Equal(channel.Id, channel.Name);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("paused, running")]
    [InlineData("")]
    public void Apply_wordThatIsNone_isAProblem(string mode)
    {
        var exception = Assert.Throws<ProblemException>(() =>
            ChannelForms.Apply(new ChannelForm { Mode = mode }, new ChannelSettings())
        );

        Assert.Equal(("channel_invalid", "mode"), (exception.Problem.Code, exception.Problem.Field));
    }

    /// <summary>Settings whose every property differs from what it is by itself.</summary>
    private static ChannelSettings Different()
    {
        var channel = new ChannelSettings();
        Change(channel);
        Change(channel.Sgip);
        Change(channel.Smgp);
        Change(channel.Smpp);
        Change(channel.Mm7);
        return channel;
    }

    private static void Change(object settings)
    {
        foreach (var property in settings.GetType().GetProperties())
        {
            var value = property.GetValue(settings);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? other = type switch
            {
                _ when type == typeof(string) => "x",
                _ when type == typeof(int) => 7,
                _ when type == typeof(long) => 7L,
                _ when type == typeof(uint) => 7U,
                _ when type == typeof(byte) => (byte)7,
                _ when type == typeof(bool) => !(bool)value!,
                _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(7),
                _ when type == typeof(ChannelKind) => ChannelKind.Mms,
                _ when type == typeof(ChannelMode) => ChannelMode.Draining,
                _ when type == typeof(LinkPolicy) => LinkPolicy.None,
                _ when type == typeof(IReadOnlyList<string>) => new[] { "x" },
                _ when type == typeof(IReadOnlyList<uint>) => new[] { 7U },
                _ when type == typeof(IReadOnlyList<Lane>) => new[] { Lane.Care },
                _ when type == typeof(IReadOnlyList<Carrier>) => new[] { Carrier.Telecom },
                _ => null,
            };
            if (other is not null)
            {
                property.SetValue(settings, other);
            }
        }
    }
}
