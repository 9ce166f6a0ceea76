using Xunit;
using Yixun.Cli.Doctor;

namespace Yixun.Cli.Tests.Doctor;

public sealed class ConfigurationCheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Yixun:Database:Provider", "postgresql")]
    [InlineData("Yixun:Health:DownAfter", "00:00:15")]
    [InlineData("Yixun:Health:MessageCodes:cmpp30", "13")]
    [InlineData("Yixun:Channels:0:Carriers:1", "Unicom")]
    [InlineData("Yixun:Channels:0:Sgip:CorpId", "12345")]
    [InlineData("Yixun:Lanes:reminder:TimeToLive", "14:00:00")]
    [InlineData("Yixun:Mms:CarrierMaximumBytes:Mobile", "300000")]
    [InlineData("yixun:zoneoffsethours", "8")]
    public async Task Setting_that_is_known_is_no_matter(string name, string value) =>
        Assert.Equal("config.ok", Assert.Single(await RunAsync(name, value)).Code);

    [Theory]
    [InlineData("Yixun:Databse:Provider", "config.unknown")]
    [InlineData("Yixun:Channels:0:Hots", "config.unknown")]
    [InlineData("Yixun:Lanes:reminders:Hours", "config.lane")]
    [InlineData("Yixun:Health:DownAfter", "config.value")]
    [InlineData("Yixun:Channels:0:Carriers:0", "config.value")]
    [InlineData("Yixun:Channels:0:Port", "config.value")]
    public async Task Setting_that_is_wrong_is_named_and_its_value_is_not(string name, string code)
    {
        var finding = Assert.Single(await RunAsync(name, "geheim"));

        Assert.Equal(code, finding.Code);
        Assert.Contains(string.Join(':', name.Split(':').Take(2)), finding.Found, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", finding.Found + finding.Advice, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(string name, string value) =>
        new ConfigurationCheck().RunAsync(Patients.Of(new() { [name] = value }), Cancellation);
}
