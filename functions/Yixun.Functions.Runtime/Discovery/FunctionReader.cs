using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using NCrontab;
using Yixun.Functions.Runtime.Hosting;
using Yixun.Functions.Runtime.Http;
using Yixun.Functions.Runtime.Timers;

namespace Yixun.Functions.Runtime.Discovery;

/// <summary>Reads one function from its method, or says why it could not run.</summary>
internal static class FunctionReader
{
    /// <summary>Names that never bind on a queue trigger of the Azure Functions host.</summary>
    private static readonly HashSet<string> ReservedQueueNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "body",
        "exchange",
        "routingKey",
        "deliveryTag",
        "redelivered",
        "consumerTag",
        "basicProperties",
    };

    /// <summary>The function; null when something is wrong, and <paramref name="errors"/> then says what.</summary>
    public static FunctionDescriptor? Read(
        string name,
        MethodInfo method,
        HostSettings settings,
        List<string> errors
    )
    {
        var before = errors.Count;
        void Fault(string text) => errors.Add($"Function '{name}' ({Where(method)}) {text}.");

        var triggers = method.GetParameters().SelectMany(TriggersOf).ToList();
        if (triggers is not [var (parameter, attribute)])
        {
            Fault(triggers.Count == 0 ? "has no trigger" : "has more than one trigger");
            return null;
        }

        if (method.IsGenericMethod || (!method.IsStatic && method.DeclaringType!.IsAbstract))
        {
            Fault("can't be called: it is generic or its class is abstract");
        }

        if (!Returns(method.ReturnType, attribute is HttpTriggerAttribute))
        {
            Fault($"returns {method.ReturnType}, which this runtime has no use for");
        }

        FunctionTrigger? trigger = attribute switch
        {
            HttpTriggerAttribute http => Http(name, parameter, http, settings, Fault),
            RabbitMQTriggerAttribute queue => Queue(method, parameter, queue, settings, Fault),
            TimerTriggerAttribute timer => Timer(parameter, timer, settings, Fault),
            _ => null,
        };
        if (trigger is not null)
        {
            CheckOthers(method, parameter, trigger, Fault);
        }

        return errors.Count == before ? new FunctionDescriptor(name, trigger!, method) : null;
    }

    private static IEnumerable<(ParameterInfo Parameter, Attribute Trigger)> TriggersOf(
        ParameterInfo parameter
    ) =>
        parameter
            .GetCustomAttributes()
            .Where(attribute =>
                attribute is HttpTriggerAttribute or RabbitMQTriggerAttribute or TimerTriggerAttribute
            )
            .Select(attribute => (parameter, attribute));

    private static HttpFunctionTrigger? Http(
        string name,
        ParameterInfo parameter,
        HttpTriggerAttribute attribute,
        HostSettings settings,
        Action<string> fault
    )
    {
        if (attribute.AuthLevel != AuthorizationLevel.Anonymous)
        {
            fault(
                $"asks for AuthorizationLevel.{attribute.AuthLevel}; this runtime has no function keys, only Anonymous"
            );
        }

        if (parameter.ParameterType != typeof(HttpRequest))
        {
            fault($"must take its HTTP trigger as HttpRequest, not {parameter.ParameterType}");
        }

        var route = (attribute.Route ?? name).TrimStart('/');
        var full = settings.RoutePrefix.Length == 0 ? route : $"{settings.RoutePrefix}/{route}";
        try
        {
            _ = RoutePatternFactory.Parse(full);
        }
        catch (RoutePatternException exception)
        {
            fault($"has the route '{full}', which is malformed: {exception.Message}");
            return null;
        }

        return new HttpFunctionTrigger(
            full,
            [.. (attribute.Methods ?? []).Select(verb => verb.ToUpperInvariant())]
        );
    }

    private static QueueFunctionTrigger? Queue(
        MethodInfo method,
        ParameterInfo parameter,
        RabbitMQTriggerAttribute attribute,
        HostSettings settings,
        Action<string> fault
    )
    {
        foreach (var reserved in method.GetParameters().Where(one => ReservedQueueNames.Contains(one.Name!)))
        {
            fault(
                $"has a parameter named '{reserved.Name}', which doesn't bind on a queue trigger: rename it"
            );
        }

        if (method.GetCustomAttributes().Any(IsRetry))
        {
            fault("has a retry attribute, which is not allowed on a queue trigger");
        }

        if (parameter.ParameterType.IsByRef)
        {
            fault("takes its queue trigger by reference");
        }

        if (settings.Resolve(attribute.QueueName) is { Length: > 0 } queue)
        {
            return new QueueFunctionTrigger(queue);
        }

        fault($"names no queue: '{attribute.QueueName}'");
        return null;
    }

    private static TimerFunctionTrigger? Timer(
        ParameterInfo parameter,
        TimerTriggerAttribute attribute,
        HostSettings settings,
        Action<string> fault
    )
    {
        if (parameter.ParameterType != typeof(TimerInfo))
        {
            fault($"must take its timer trigger as TimerInfo, not {parameter.ParameterType}");
        }

        if (settings.Resolve(attribute.Schedule) is not { } schedule)
        {
            fault($"takes its schedule from the setting {attribute.Schedule}, which is missing");
            return null;
        }

        try
        {
            _ = TimerSchedule.Parse(schedule);
        }
        catch (CrontabException exception)
        {
            fault($"has the schedule '{schedule}', which is not NCRONTAB: {exception.Message}");
        }

        return new TimerFunctionTrigger(schedule, attribute.RunOnStartup);
    }

    private static void CheckOthers(
        MethodInfo method,
        ParameterInfo triggerParameter,
        FunctionTrigger trigger,
        Action<string> fault
    )
    {
        foreach (var parameter in method.GetParameters())
        {
            var binds =
                parameter.Position == triggerParameter.Position
                || parameter.ParameterType == typeof(FunctionContext)
                || parameter.ParameterType == typeof(CancellationToken)
                || (
                    trigger is HttpFunctionTrigger http
                    && (
                        parameter.IsDefined(typeof(FromBodyAttribute), inherit: false)
                        || RouteValues.Binds(parameter, http.Route)
                    )
                );
            if (!binds)
            {
                fault(
                    $"has a parameter '{parameter.Name}' of {parameter.ParameterType} that nothing binds to"
                );
            }
        }
    }

    private static bool Returns(Type type, bool http)
    {
        if (type == typeof(void) || type == typeof(Task))
        {
            return true;
        }

        var value =
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
                ? type.GetGenericArguments()[0]
                : type;
        return http ? typeof(IResult).IsAssignableFrom(value) : !typeof(ValueTask).Equals(type);
    }

    private static bool IsRetry(Attribute attribute)
    {
        for (var type = attribute.GetType(); type is not null; type = type.BaseType)
        {
            if (type.Name == "RetryAttribute")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The method as messages name it.</summary>
    public static string Where(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
