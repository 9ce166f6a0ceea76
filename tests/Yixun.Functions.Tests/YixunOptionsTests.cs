using Xunit;
using Yixun.Core.Messages;
using Yixun.Functions.Hosting;

namespace Yixun.Functions.Tests;

public sealed class YixunOptionsTests
{
    [Fact]
    public void BuildLanePolicies_differences_replaceOnlyWhatTheyName()
    {
        var options = new YixunOptions();
        options.Lanes["Reminder"] = new LaneOptions { Hours = "08:30-22:00", AtLeastOnce = true };
        options.Lanes["promotion"] = new LaneOptions { Hours = "always" };

        var policies = options.BuildLanePolicies();

        Assert.Equal(new TimeSpan(8, 30, 0), policies[Lane.Reminder].HoursFrom);
        Assert.Equal(TimeSpan.FromHours(12), policies[Lane.Reminder].TimeToLive);
        Assert.True(policies[Lane.Reminder].AtLeastOnce);
        Assert.True(policies[Lane.Promotion].AlwaysOpen);
        Assert.Equal(LanePolicies.Default[Lane.FollowUp], policies[Lane.FollowUp]);
    }

    [Theory]
    [InlineData("urgent", "always")]
    [InlineData("reminder", "22:00-07:00")]
    [InlineData("reminder", "day")]
    public void BuildLanePolicies_malformed_saysWhich(string lane, string hours)
    {
        var options = new YixunOptions();
        options.Lanes[lane] = new LaneOptions { Hours = hours };

        Assert.Throws<InvalidOperationException>(options.BuildLanePolicies);
    }
}
