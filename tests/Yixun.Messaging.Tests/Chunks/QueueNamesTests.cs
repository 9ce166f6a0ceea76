using System.Reflection;
using Xunit;
using Yixun.Core.Messages;

namespace Yixun.Messaging.Tests.Chunks;

public sealed class QueueNamesTests
{
    private static readonly Dictionary<string, string> Constants = typeof(QueueNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(constant => constant.IsLiteral)
        .ToDictionary(constant => constant.Name, constant => (string)constant.GetRawConstantValue()!);

    [Theory]
    [InlineData(Lane.Critical, "dispatch.critical")]
    [InlineData(Lane.Otp, "dispatch.otp")]
    [InlineData(Lane.Care, "dispatch.care")]
    [InlineData(Lane.Reminder, "dispatch.reminder")]
    [InlineData(Lane.FollowUp, "dispatch.followup")]
    [InlineData(Lane.Promotion, "dispatch.promotion")]
    public void Dispatch_lane_has_the_queue_of_its_constant(Lane lane, string queue)
    {
        Assert.Equal(queue, QueueNames.Dispatch(lane));
        Assert.Equal(queue, Constants[$"Dispatch{lane}"]);
        Assert.Equal($"dispatch.{Lanes.NameOf(lane)}", queue);
    }

    [Fact]
    public void Fixed_queues_are_the_constants() =>
        Assert.Equal(
            Constants.Values.Order(StringComparer.Ordinal),
            QueueNames.Fixed.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_queue_has_a_name_of_its_own()
    {
        string[] channels = ["cmpp-mobile", "cmpp-mobile-2", "dispatch"];
        var queues = QueueNames
            .Fixed.Concat(
                from channel in channels
                from lane in Lanes.All
                select QueueNames.Channel(channel, lane)
            )
            .ToList();
        var all = queues.Concat(queues.Select(QueueNames.DeadLetterOf)).ToList();

        Assert.Equal(all.Count, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(all, queue => Assert.Matches(@"^[a-z0-9.-]+\z", queue));
        Assert.Equal("channel.cmpp-mobile.followup", QueueNames.Channel("cmpp-mobile", Lane.FollowUp));
    }
}
