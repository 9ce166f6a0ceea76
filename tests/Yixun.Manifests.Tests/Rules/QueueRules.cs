using System.Globalization;
using k8s.Models;
using Yixun.Manifests.Tests.Rendering;
using Yixun.Messaging;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>KEDA scales the queue functions by each of their queues, in the way that counts unsettled chunks.</summary>
internal static class QueueRules
{
    private static readonly string[] Keys =
    [
        "protocol",
        "mode",
        "queueName",
        "value",
        "excludeUnacknowledged",
        "timeout",
    ];

    public static IEnumerable<string> Problems(ManifestSet set) =>
        set.Of<ScaledObject>().SelectMany(scaled => OfObject(set, scaled));

    private static IEnumerable<string> OfObject(ManifestSet set, ScaledObject scaled)
    {
        var spec = scaled.Spec;
        var target = set.Of<V1Deployment>()
            .FirstOrDefault(one => one.Metadata.Name == spec.ScaleTargetRef.Name);
        if (target is null)
        {
            yield return $"there is no Deployment {spec.ScaleTargetRef.Name} to scale";
        }
        else if (target.Spec.Replicas is not null)
        {
            yield return $"Deployment {target.Metadata.Name} names replicas, so every apply undoes KEDA's work";
        }

        if (spec.MinReplicaCount < 1)
        {
            yield return "scaled to zero, a queue has no consumer";
        }

        if (
            spec.Fallback is not { FailureThreshold: > 0 } fallback
            || fallback.Replicas < spec.MinReplicaCount
            || fallback.Replicas > spec.MaxReplicaCount
        )
        {
            yield return "no fallback between the least and the most";
        }

        var queues = spec
            .Triggers.Select(trigger => trigger.Metadata.GetValueOrDefault("queueName"))
            .ToList();
        foreach (var queue in QueueNames.Fixed.Except(queues))
        {
            yield return $"no trigger for queue {queue}";
        }

        foreach (var queue in queues.Where(queue => !QueueNames.Fixed.Contains(queue)))
        {
            yield return $"queue {queue} does not exist";
        }

        if (queues.Distinct().Count() != queues.Count)
        {
            yield return "a queue has two triggers";
        }

        foreach (var trigger in spec.Triggers)
        {
            foreach (var problem in OfTrigger(set, trigger))
            {
                yield return $"trigger {trigger.Metadata.GetValueOrDefault("queueName")}: {problem}";
            }
        }
    }

    private static IEnumerable<string> OfTrigger(ManifestSet set, ScaleTrigger trigger)
    {
        var told = trigger.Metadata;
        if (trigger.Type != "rabbitmq")
        {
            yield return $"type {trigger.Type}";
        }

        if (told.GetValueOrDefault("protocol") != "http")
        {
            yield return "protocol must be http: over amqp unsettled chunks are not seen";
        }

        if (told.GetValueOrDefault("mode") != "QueueLength")
        {
            yield return "mode must be QueueLength";
        }

        if (told.GetValueOrDefault("excludeUnacknowledged") != "false")
        {
            yield return "unsettled chunks must count";
        }

        if (
            !int.TryParse(told.GetValueOrDefault("value"), CultureInfo.InvariantCulture, out var value)
            || value <= 0
        )
        {
            yield return "no value";
        }

        foreach (var unknown in told.Keys.Except(Keys))
        {
            yield return $"unknown key {unknown}";
        }

        var authentication = set.Of<TriggerAuthentication>()
            .FirstOrDefault(one => one.Metadata.Name == trigger.AuthenticationRef?.Name);
        if (authentication?.Spec.SecretTargetRef.Exists(target => target.Parameter == "host") != true)
        {
            yield return "no TriggerAuthentication that gives the host";
        }
    }
}
