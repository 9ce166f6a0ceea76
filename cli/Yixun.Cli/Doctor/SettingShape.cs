using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Yixun.Cli.Doctor;

/// <summary>What may stand at a place of the configuration: a value, members by name, or entries by any name.</summary>
/// <param name="Value">Type of the value; null: not a value.</param>
/// <param name="Members">Null: no members.</param>
/// <param name="Entry">Of a list (entries 0, 1, …) or a map; null: neither.</param>
internal sealed record SettingShape(
    Type? Value,
    IReadOnlyDictionary<string, SettingShape>? Members,
    SettingShape? Entry
)
{
    public static SettingShape Of(params (string Name, SettingShape Shape)[] members) =>
        new(
            null,
            members.ToDictionary(each => each.Name, each => each.Shape, StringComparer.OrdinalIgnoreCase),
            null
        );

    public static SettingShape Of<T>() => Of(typeof(T));

    public static SettingShape ListOf(SettingShape entry) => new(null, null, entry);

    /// <summary>As the binder fills a type.</summary>
    public static SettingShape Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (TypeDescriptor.GetConverter(plain).CanConvertFrom(typeof(string)))
        {
            return new SettingShape(plain, null, null);
        }

        if (EntryOf(plain) is { } entry)
        {
            return ListOf(Of(entry));
        }

        return Of([
            .. plain
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true })
                .Select(property => (property.Name, Of(property.PropertyType))),
        ]);
    }

    /// <summary>Whether a value reads as its type.</summary>
    public bool Takes(string text)
    {
        try
        {
            return Value is null
                || TypeDescriptor
                    .GetConverter(Value)
                    .ConvertFromString(null, CultureInfo.InvariantCulture, text)
                    is not null;
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    private static Type? EntryOf(Type type) =>
        type.GetInterfaces()
            .Append(type)
            .Where(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(each => each.GetGenericArguments()[0])
            .Select(each =>
                each.IsGenericType && each.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                    ? each.GetGenericArguments()[1]
                    : each
            )
            .FirstOrDefault();
}
