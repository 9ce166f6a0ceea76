using System.Globalization;
using Xunit;
using Yixun.Core.Alerts;

namespace Yixun.Core.Tests.Alerts;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("", "2026-11-23T03:00", null)]
    [InlineData("22:00-07:00", "2026-11-23T21:59", null)]
    [InlineData("22:00-07:00", "2026-11-23T22:00", "2026-11-24T07:00")]
    [InlineData("22:00-07:00", "2026-11-23T00:00", "2026-11-23T07:00")]
    [InlineData("22:00-07:00", "2026-11-23T06:59", "2026-11-23T07:00")]
    [InlineData("22:00-07:00", "2026-11-23T07:00", null)]
    [InlineData("12:00-14:00", "2026-11-23T13:00", "2026-11-23T14:00")]
    [InlineData("12:00-14:00", "2026-11-23T14:00", null)]
    [InlineData("00:00-06:00", "2026-11-23T05:00", "2026-11-23T06:00")]
    [InlineData("20:00-00:00", "2026-11-23T23:00", "2026-11-24T00:00")]
    public void EndAfter_isWhenTheyEnd_orNull(string hours, string now, string? end)
    {
        Assert.True(QuietHours.IsValid(hours));
        Assert.Equal(end is null ? null : At(end), QuietHours.EndAfter(hours, At(now)));
    }

    [Theory]
    [InlineData("22:00")]
    [InlineData("22-7")]
    [InlineData("07:00-07:00")]
    [InlineData("25:00-07:00")]
    [InlineData("always")]
    public void IsValid_refusesOtherTexts(string hours)
    {
        Assert.False(QuietHours.IsValid(hours));
        Assert.Throws<FormatException>(() => QuietHours.EndAfter(hours, At("2026-11-23T03:00")));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text + "+08:00", CultureInfo.InvariantCulture);
}
