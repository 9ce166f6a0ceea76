using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Hosting;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>The functions of the app, as its assembly declares them.</summary>
internal static class AppFunctions
{
    public static IReadOnlyList<AppFunction> All { get; } =
    [
        .. from type in typeof(FunctionServices).Assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly
        )
        let function = method.GetCustomAttribute<FunctionAttribute>(inherit: false)
        where function is not null
        select Of(function.Name, method),
    ];

    private static AppFunction Of(string name, MethodInfo method)
    {
        var triggers = method
            .GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes())
            .ToList();
        return triggers.OfType<RabbitMQTriggerAttribute>().FirstOrDefault() is { } queue
                ? new(name, "functions-queues", Queue: queue.QueueName)
            : triggers.OfType<TimerTriggerAttribute>().Any() ? new(name, "functions-timers")
            : new(
                name,
                "functions-http",
                Route: triggers.OfType<HttpTriggerAttribute>().Single().Route ?? name
            );
    }
}

/// <param name="Process">Deployment that its trigger belongs to.</param>
internal sealed record AppFunction(string Name, string Process, string? Route = null, string? Queue = null);
