namespace Yixun.Core.Channels.Health;

/// <summary>What is to be done about a channel, or said of it.</summary>
/// <param name="Cause">Why.</param>
/// <param name="From">Share before.</param>
/// <param name="To">Share from now on; equal when only something is to be said.</param>
/// <param name="Observation">The figures.</param>
public readonly record struct HealthDecision(
    HealthCause Cause,
    int From,
    int To,
    ChannelObservation Observation
);
