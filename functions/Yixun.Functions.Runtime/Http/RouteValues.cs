using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Yixun.Functions.Runtime.Http;

/// <summary>Binds route values to parameters of the same name.</summary>
internal static class RouteValues
{
    /// <summary>Whether the route has a value of the parameter's name, and its type can be read from text.</summary>
    public static bool Binds(ParameterInfo parameter, string route) =>
        RoutePatternFactory
            .Parse(route)
            .Parameters.Any(value => value.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))
        && (
            parameter.ParameterType == typeof(string)
            || IsParsable(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)
        );

    /// <summary>Reads the parameter's value from the request.</summary>
    public static Expression Reader(ParameterInfo parameter, Expression request)
    {
        var type = parameter.ParameterType;
        var name = Expression.Constant(parameter.Name!);
        if (type == typeof(string))
        {
            return Expression.Call(typeof(RouteValues), nameof(Text), null, request, name);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Expression.Call(typeof(RouteValues), nameof(Optional), [underlying], request, name);
        }

        return Expression.Call(typeof(RouteValues), nameof(Required), [type], request, name);
    }

    private static string? Text(HttpRequest request, string name) => request.RouteValues[name] as string;

    private static T? Optional<T>(HttpRequest request, string name)
        where T : struct, IParsable<T> =>
        request.RouteValues[name] is null ? null : Required<T>(request, name);

    /// <exception cref="InvalidOperationException">The text is missing or not of this type: the route lacks a constraint.</exception>
    private static T Required<T>(HttpRequest request, string name)
        where T : IParsable<T> =>
        T.TryParse(request.RouteValues[name] as string, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidOperationException($"Route value '{name}' is not a {typeof(T)}.");

    private static bool IsParsable(Type type) =>
        type.GetInterfaces()
            .Any(one =>
                one.IsGenericType
                && one.GetGenericTypeDefinition() == typeof(IParsable<>)
                && one.GetGenericArguments()[0] == type
            );
}
