using System.Reflection;

namespace Yixun.Functions.Runtime.Tests.Surface;

/// <summary>Writes types and their own public and protected members as one line each.</summary>
internal static class SurfaceSignature
{
    private const BindingFlags Own =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(Type type)
    {
        var kind =
            type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var bases = type.GetInterfaces()
            .Except(type.GetInterfaces().SelectMany(one => one.GetInterfaces()))
            .Select(Name);
        if (kind.EndsWith("class", StringComparison.Ordinal))
        {
            bases = type.BaseType == typeof(object) ? bases : bases.Prepend(Name(type.BaseType!));
        }
        else if (kind != "interface")
        {
            bases = [];
        }

        var all = string.Join(", ", bases);
        return $"{kind} {type.Namespace}.{Name(type)}{(all.Length == 0 ? "" : " : " + all)}";
    }

    public static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {(int)Enum.Parse(type, name)}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [Method(type.GetMethod("Invoke")!)];
        }

        return type.GetConstructors(Own)
            .Where(IsVisible)
            .Select(constructor => $"new({Parameters(constructor)})")
            .Concat(
                type.GetProperties(Own).Where(property => Accessors(property).Length > 0).Select(Property)
            )
            .Concat(
                type.GetMethods(Own)
                    .Where(method => IsVisible(method) && !method.IsSpecialName)
                    .Select(Method)
            );
    }

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || (method.IsFamily && !method.IsConstructor);

    private static string Property(PropertyInfo property) =>
        $"{Modifiers(property.GetMethod!)}{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)}}}";

    private static string Accessors(PropertyInfo property) =>
        (property.GetMethod is { } get && IsVisible(get) ? "get; " : "")
        + (property.SetMethod is { } set && IsVisible(set) ? "set; " : "");

    private static string Method(MethodInfo method)
    {
        var types = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
            : "";
        return $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{types}({Parameters(method)})";
    }

    private static string Modifiers(MethodInfo method) =>
        method.DeclaringType!.IsInterface || typeof(Delegate).IsAssignableFrom(method.DeclaringType) ? ""
        : method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : method.IsVirtual && !method.IsFinal ? "virtual "
        : "";

    private static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute));
        return string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter =>
                    (isExtension && parameter.Position == 0 ? "this " : "")
                    + (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
                    + $"{Name(parameter.ParameterType)} {parameter.Name}"
                    + (parameter.HasDefaultValue ? " = default" : "")
                )
        );
    }

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }
}
