using Xunit;
using Yixun.Core.Messages;

namespace Yixun.Core.Tests.Messages;

public sealed class LanesTests
{
    [Theory]
    [InlineData(Lane.Critical, 0, "critical")]
    [InlineData(Lane.Otp, 1, "otp")]
    [InlineData(Lane.Care, 2, "care")]
    [InlineData(Lane.Reminder, 3, "reminder")]
    [InlineData(Lane.FollowUp, 4, "followup")]
    [InlineData(Lane.Promotion, 5, "promotion")]
    public void NameOf_lane_is_read_back(Lane lane, byte number, string name)
    {
        Assert.Equal(number, (byte)lane);
        Assert.Equal(name, Lanes.NameOf(lane));
        Assert.True(Lanes.TryParse(name, out var read));
        Assert.Equal(lane, read);
        Assert.True(Lanes.TryParse(name.ToUpperInvariant(), out read));
        Assert.Equal(lane, read);
    }

    [Fact]
    public void All_lanes_stand_once_most_urgent_first()
    {
        Assert.Equal(Enum.GetValues<Lane>(), Lanes.All);
        Assert.Equal(Lanes.Count, Lanes.All.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("follow-up")]
    [InlineData(" otp")]
    [InlineData("0")]
    public void TryParse_other_name_is_refused(string? name) => Assert.False(Lanes.TryParse(name, out _));
}
