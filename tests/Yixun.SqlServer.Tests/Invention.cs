using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Data.Model;

namespace Yixun.SqlServer.Tests;

/// <summary>Values of whatever type, the same for the same seed: few different ones, so that they often equal each other.</summary>
/// <param name="words">What some texts are made of, besides what is in use everywhere.</param>
/// <param name="services">What is registered is taken from here.</param>
internal sealed class Invention(int seed, IReadOnlyList<string> words, IServiceProvider services)
{
    private const int MaximumDepth = 7;

    /// <summary>The clock of what runs.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 4, 0, 0, TimeSpan.Zero);

    private static readonly long[] Numbers = [0, 1, 2, 10, 13_800_138_000];

    private static readonly string[] Words =
    [
        "",
        "1",
        "1",
        "his",
        "mobile",
        "13800138000",
        "医院",
        "true",
        "care",
        "2026-11-25T00:00:00Z",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Below a number.</summary>
    public int Next(int below)
    {
        lock (_random)
        {
            return _random.Next(below);
        }
    }

    /// <summary>How many rows a query finds: seldom any, mostly one, or whatever, as the seed says.</summary>
    public int Rows() =>
        Next(4) is var rows && seed % 3 == 0 ? rows / 3
        : seed % 3 == 1 ? 1 - (rows / 3)
        : rows == 3 ? 1
        : rows;

    public string Word() =>
        words.Count > 0 && Next(2) == 0 ? words[Next(words.Count)] : Words[Next(Words.Length)];

    public T? Of<T>() => (T?)Of(typeof(T), null, 0);

    /// <summary>The arguments of a call.</summary>
    public object?[] Arguments(MethodBase method) =>
        [
            .. method
                .GetParameters()
                .Select(parameter =>
                    parameter.ParameterType == typeof(HttpRequest)
                        ? InventedRequest.Make(this, method)
                        : Of(parameter.ParameterType, parameter, 0)
                ),
        ];

    /// <summary>An object of a type that is not registered.</summary>
    public object Make(Type type, int depth = 0)
    {
        if (depth > MaximumDepth)
        {
            throw new NotSupportedException($"{type} is too deep.");
        }

        var constructor = type.GetConstructors(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
            )
            // A record's own copy.
            .Where(one => one.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(one => one.GetParameters().Length);
        // Most of what people leave out is left out: forms with much in them are seldom in order.
        var plain = Next(2) == 0;
        var made =
            constructor?.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(parameter =>
                        plain && parameter.HasDefaultValue
                            ? parameter.DefaultValue
                            : Of(parameter.ParameterType, parameter, depth + 1)
                    ),
            ])
            ?? throw new NotSupportedException($"{type} is not made by anybody.");
        if (constructor.GetParameters().Length == 0)
        {
            foreach (
                var property in type.GetProperties()
                    .Where(property =>
                        property.SetMethod is not null
                        && (!plain || property.IsDefined(typeof(RequiredMemberAttribute), false))
                    )
            )
            {
                property.SetValue(made, Of(property.PropertyType, null, depth + 1));
            }
        }

        return made;
    }

    /// <param name="parameter">What asks for it; null when nothing says whether it may be null.</param>
    internal object? Of(Type type, ParameterInfo? parameter, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Next(3) == 0 ? null : Of(inner, null, depth);
        }

        if (
            parameter is not null
            && !type.IsValueType
            && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable
            && Next(2) == 0
        )
        {
            return null;
        }

        // Most rows are asked for by a number.
        if (parameter is { Name: "id" } && type == typeof(string) && Next(2) == 0)
        {
            return "1";
        }

        return Scalar(type) ?? Known(type) ?? Several(type, depth) ?? Whole(type, depth);
    }

    private object? Scalar(Type type) =>
        type == typeof(string) ? Word()
        : type == typeof(bool) ? Next(2) == 0
        : type == typeof(long)
            ? Next(24) == 0 ? MessageIdGenerator.LowestAt(Now)
                : Numbers[Next(Numbers.Length)]
        : type == typeof(DateTimeOffset) ? Now.AddMinutes(Next(5) - 2)
        : type == typeof(DateTime) ? Now.UtcDateTime
        : type == typeof(TimeSpan) ? TimeSpan.FromMinutes(Next(3))
        : type == typeof(Uri) ? new Uri("http://127.0.0.1:9/")
        : type == typeof(Guid) ? Guid.Empty
        : type == typeof(byte[]) ? new byte[Next(2) * 8]
        : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(new byte[8])
        : type.IsEnum ? Enum.GetValues(type).GetValue(Next(Enum.GetValues(type).Length))
        : type.IsPrimitive || type == typeof(decimal)
            ? Convert.ChangeType(Next(4), type, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private object? Known(Type type) =>
        type == typeof(CancellationToken) ? CancellationToken.None
        : type.IsAssignableFrom(typeof(YixunDbContext)) && type != typeof(object)
            ? Service<IDbContextFactory<YixunDbContext>>().CreateDbContext()
        : type == typeof(FunctionContext) ? new InventedContext(this, services)
        : type == typeof(HttpContext) ? InventedRequest.Make(this, null).HttpContext
        : typeof(Delegate).IsAssignableFrom(type) ? Delegate(type)
        // For a sequence the container always has an answer: an empty one.
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? null
        : Examples.Of(type, this, services) ?? services.GetService(type);

    private object? Several(Type type, int depth)
    {
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        var enumerable =
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)
                ? type
                : type.GetInterfaces()
                    .FirstOrDefault(one =>
                        one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>)
                    );
        if (enumerable is null)
        {
            return null;
        }

        var item = enumerable.GetGenericArguments()[0];
        if (typeof(IQueryable).IsAssignableFrom(type))
        {
            var context = Service<IDbContextFactory<YixunDbContext>>().CreateDbContext();
            return typeof(DbContext)
                .GetMethod(nameof(DbContext.Set), [])!
                .MakeGenericMethod(item)
                .Invoke(context, null);
        }

        var items = Array.CreateInstance(item, Next(3));
        for (var index = 0; index < items.Length; index++)
        {
            items.SetValue(Of(item, null, depth + 1), index);
        }

        if (type.IsAssignableFrom(items.GetType()))
        {
            return items;
        }

        Type[] candidates =
        [
            type,
            typeof(HashSet<>).MakeGenericType(item),
            .. item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                ? [typeof(Dictionary<,>).MakeGenericType(item.GetGenericArguments())]
                : Type.EmptyTypes,
        ];
        foreach (var candidate in candidates.Where(one => !one.IsAbstract && type.IsAssignableFrom(one)))
        {
            if (candidate.GetConstructor([enumerable]) is { } copy)
            {
                return copy.Invoke([items]);
            }
        }

        return null;
    }

    private object Whole(Type type, int depth) =>
        type.IsInterface ? InventedProxy.Make(type, () => this)
        : type.IsAbstract ? InventedProxyOf(type, depth)
        : Make(type, depth);

    /// <summary>Any type that is one.</summary>
    private object InventedProxyOf(Type type, int depth) =>
        Make(
            type.Assembly.GetTypes().FirstOrDefault(one => !one.IsAbstract && type.IsAssignableFrom(one))
                ?? throw new NotSupportedException($"{type} has no implementation."),
            depth + 1
        );

    private T Service<T>()
        where T : class => (T)services.GetService(typeof(T))!;

    /// <summary>A function that answers with something invented.</summary>
    private Delegate Delegate(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var answer = Expression.Convert(
            Expression.Call(
                Expression.Constant(this),
                typeof(Invention).GetMethod(nameof(Answer), BindingFlags.Instance | BindingFlags.NonPublic)!,
                Expression.Constant(invoke.ReturnType, typeof(Type))
            ),
            invoke.ReturnType == typeof(void) ? typeof(object) : invoke.ReturnType
        );
        return Expression
            .Lambda(
                type,
                answer,
                invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))
            )
            .Compile();
    }

    /// <summary>What a method with a return type answers, already completed where it is a task.</summary>
    internal object? Answer(Type type)
    {
        if (type == typeof(void))
        {
            return null;
        }

        if (type == typeof(Task))
        {
            return Task.CompletedTask;
        }

        if (type == typeof(ValueTask))
        {
            return ValueTask.CompletedTask;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
        {
            var result = type.GetGenericArguments()[0];
            return typeof(Task)
                .GetMethod(nameof(Task.FromResult))!
                .MakeGenericMethod(result)
                .Invoke(null, [Of(result, null, 1)]);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            var result = type.GetGenericArguments()[0];
            return Activator.CreateInstance(type, Of(result, null, 1));
        }

        return Of(type, null, 1);
    }
}
