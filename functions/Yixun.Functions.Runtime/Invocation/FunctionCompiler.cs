using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Http;
using Yixun.Functions.Runtime.Queues;

namespace Yixun.Functions.Runtime.Invocation;

/// <summary>Turns a function's method into delegates, once.</summary>
internal static class FunctionCompiler
{
    public static CompiledFunction Compile(FunctionDescriptor function)
    {
        var method = function.Method;
        var body = method
            .GetParameters()
            .FirstOrDefault(parameter => parameter.IsDefined(typeof(FromBodyAttribute), inherit: false));
        return new CompiledFunction(
            new RunningDefinition(function),
            method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []),
            body is null ? null : RequestBody.ReaderOf(body.ParameterType),
            Invoker(function)
        );
    }

    private static Func<object?, RunningContext, ValueTask<object?>> Invoker(FunctionDescriptor function)
    {
        var method = function.Method;
        var target = Expression.Parameter(typeof(object), "target");
        var context = Expression.Parameter(typeof(RunningContext), "context");
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!),
            method,
            method.GetParameters().Select(parameter => Argument(parameter, context))
        );
        return Expression
            .Lambda<Func<object?, RunningContext, ValueTask<object?>>>(Completion(call), target, context)
            .Compile();
    }

    private static Expression Argument(ParameterInfo parameter, ParameterExpression context)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
        {
            return context;
        }

        if (type == typeof(CancellationToken))
        {
            return Expression.Property(context, nameof(RunningContext.CancellationToken));
        }

        if (type == typeof(TimerInfo))
        {
            return Expression.Property(context, nameof(RunningContext.Timer));
        }

        if (parameter.IsDefined(typeof(RabbitMQTriggerAttribute), inherit: false))
        {
            return Expression.Call(
                typeof(ChunkBody),
                nameof(ChunkBody.Read),
                [type],
                Expression.Property(context, nameof(RunningContext.Chunk))
            );
        }

        if (parameter.IsDefined(typeof(FromBodyAttribute), inherit: false))
        {
            return Expression.Convert(Expression.Property(context, nameof(RunningContext.RequestBody)), type);
        }

        var request = Expression.Property(
            Expression.Property(context, nameof(RunningContext.HttpContext)),
            nameof(HttpContext.Request)
        );
        return type == typeof(HttpRequest) ? request : RouteValues.Reader(parameter, request);
    }

    private static Expression Completion(MethodCallExpression call)
    {
        if (call.Type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        if (call.Type == typeof(Task))
        {
            return Expression.Call(typeof(FunctionCompiler), nameof(OfTask), null, call);
        }

        return call.Type.IsGenericType && call.Type.GetGenericTypeDefinition() == typeof(Task<>)
            ? Expression.Call(
                typeof(FunctionCompiler),
                nameof(OfTaskOf),
                call.Type.GetGenericArguments(),
                call
            )
            : Expression.New(
                typeof(ValueTask<object?>).GetConstructor([typeof(object)])!,
                Expression.Convert(call, typeof(object))
            );
    }

    private static async ValueTask<object?> OfTask(Task task)
    {
        await task.ConfigureAwait(false);
        return null;
    }

    private static async ValueTask<object?> OfTaskOf<T>(Task<T> task) => await task.ConfigureAwait(false);
}
