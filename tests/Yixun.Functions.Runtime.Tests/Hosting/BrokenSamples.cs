using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Tests.Hosting;

/// <summary>Functions that must not start, each for one reason.</summary>
public static class BrokenSamples
{
    public static class NoTrigger
    {
        [Function("no-trigger")]
        public static void Run(HttpRequest req) => _ = req;
    }

    public static class TwoTriggers
    {
        [Function("two-triggers")]
        public static void Run(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest req,
            [TimerTrigger("0 * * * * *")] TimerInfo timer
        ) => _ = (req, timer);
    }

    public static class SameName
    {
        [Function("same")]
        public static void One([RabbitMQTrigger("one")] string chunk) => _ = chunk;

        [Function("SAME")]
        public static void Two([RabbitMQTrigger("two")] string chunk) => _ = chunk;
    }

    public static class Body
    {
        [Function("named-body")]
        public static void Run([RabbitMQTrigger("q")] string body) => _ = body;
    }

    public static class Exchange
    {
        [Function("named-exchange")]
        public static void Run([RabbitMQTrigger("q")] string exchange) => _ = exchange;
    }

    public static class RoutingKey
    {
        [Function("named-routingKey")]
        public static void Run([RabbitMQTrigger("q")] string routingKey) => _ = routingKey;
    }

    public static class DeliveryTag
    {
        [Function("named-deliveryTag")]
        public static void Run([RabbitMQTrigger("q")] string deliveryTag) => _ = deliveryTag;
    }

    public static class Redelivered
    {
        [Function("named-redelivered")]
        public static void Run([RabbitMQTrigger("q")] string redelivered) => _ = redelivered;
    }

    public static class ConsumerTag
    {
        [Function("named-consumerTag")]
        public static void Run([RabbitMQTrigger("q")] string consumerTag) => _ = consumerTag;
    }

    public static class BasicProperties
    {
        [Function("named-basicProperties")]
        public static void Run([RabbitMQTrigger("q")] string basicProperties) => _ = basicProperties;
    }

    public static class Retried
    {
        [Function("retried")]
        [FixedRetry]
        public static void Run([RabbitMQTrigger("q")] string chunk) => _ = chunk;
    }

    public static class Keyed
    {
        [Function("keyed")]
        public static void Run([HttpTrigger(AuthorizationLevel.Function)] HttpRequest req) => _ = req;
    }

    public static class Unbound
    {
        [Function("unbound")]
        public static void Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{id}")] HttpRequest req,
            string other
        ) => _ = (req, other);
    }

    public static class BadSchedule
    {
        [Function("bad-schedule")]
        public static void Run([TimerTrigger("every day")] TimerInfo timer) => _ = timer;
    }

    public static class MissingSetting
    {
        [Function("missing-setting")]
        public static void Run([TimerTrigger("%NoSuchSetting%")] TimerInfo timer) => _ = timer;
    }

    public static class NotAResult
    {
        [Function("not-a-result")]
        public static Task<string> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest req) =>
            Task.FromResult(req.Method);
    }

    public static class SameRoute
    {
        [Function("one-get")]
        public static void One(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "r/{id}")] HttpRequest req
        ) => _ = req;

        [Function("two-get")]
        public static void Two(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", "GET", Route = "R/{id}")] HttpRequest req
        ) => _ = req;
    }

    public static class BadRoute
    {
        [Function("bad-route")]
        public static void Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "r/{id")] HttpRequest req
        ) => _ = req;
    }

    [AttributeUsage(AttributeTargets.Method)]
    public abstract class RetryAttribute : Attribute;

    public sealed class FixedRetryAttribute : RetryAttribute;
}
