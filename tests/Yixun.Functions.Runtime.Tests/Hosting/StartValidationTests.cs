using Xunit;
using Yixun.Functions.Runtime.Discovery;

namespace Yixun.Functions.Runtime.Tests.Hosting;

/// <summary>What can't run is refused at the start, with a sentence that says which function and why.</summary>
public sealed class StartValidationTests
{
    [Theory]
    [InlineData(typeof(BrokenSamples.NoTrigger), "no-trigger", "no trigger")]
    [InlineData(typeof(BrokenSamples.TwoTriggers), "two-triggers", "more than one trigger")]
    [InlineData(typeof(BrokenSamples.SameName), "same", "more than once")]
    [InlineData(typeof(BrokenSamples.Body), "named-body", "'body'")]
    [InlineData(typeof(BrokenSamples.Exchange), "named-exchange", "'exchange'")]
    [InlineData(typeof(BrokenSamples.RoutingKey), "named-routingKey", "'routingKey'")]
    [InlineData(typeof(BrokenSamples.DeliveryTag), "named-deliveryTag", "'deliveryTag'")]
    [InlineData(typeof(BrokenSamples.Redelivered), "named-redelivered", "'redelivered'")]
    [InlineData(typeof(BrokenSamples.ConsumerTag), "named-consumerTag", "'consumerTag'")]
    [InlineData(typeof(BrokenSamples.BasicProperties), "named-basicProperties", "'basicProperties'")]
    [InlineData(typeof(BrokenSamples.Retried), "retried", "retry attribute")]
    [InlineData(typeof(BrokenSamples.Keyed), "keyed", "AuthorizationLevel.Function")]
    [InlineData(typeof(BrokenSamples.Unbound), "unbound", "'other'")]
    [InlineData(typeof(BrokenSamples.BadSchedule), "bad-schedule", "every day")]
    [InlineData(typeof(BrokenSamples.MissingSetting), "missing-setting", "NoSuchSetting")]
    [InlineData(typeof(BrokenSamples.NotAResult), "not-a-result", "returns")]
    [InlineData(typeof(BrokenSamples.SameRoute), "two-get", "taken more than once")]
    [InlineData(typeof(BrokenSamples.BadRoute), "bad-route", "malformed")]
    public void Start_with_broken_function_names_it_and_the_reason(
        Type broken,
        string function,
        string reason
    )
    {
        var exception = Assert.Throws<FunctionStartException>(() => RunningApp.Create([broken]));

        var error = Assert.Single(exception.Errors);
        Assert.Contains(function, error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_with_several_faults_lists_them_all()
    {
        var exception = Assert.Throws<FunctionStartException>(() =>
            RunningApp.Create([typeof(BrokenSamples.NoTrigger), typeof(BrokenSamples.Retried)])
        );

        Assert.Equal(2, exception.Errors.Count);
    }
}
