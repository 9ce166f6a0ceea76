using System.Globalization;
using System.Text.RegularExpressions;
using Yixun.Core.Numbers;

namespace Yixun.Core.Templates;

/// <summary>Tells whether a value fits its variable.</summary>
public static partial class TemplateValues
{
    private static readonly string[] DateFormats =
    [
        "yyyy-M-d",
        "yyyy/M/d",
        "yyyy.M.d",
        "yyyy年M月d日",
        "M月d日",
        "M-d",
        "M/d",
    ];

    private static readonly string[] TimeFormats = ["H:mm", "H:mm:ss", "H时mm分", "H点", "H点mm分"];

    /// <summary>Characters that a value of the type may have where the variable names no limit; null: any number.</summary>
    public static int? MaximumLengthOf(TemplateVariableType type) =>
        type switch
        {
            TemplateVariableType.Number or TemplateVariableType.Date or TemplateVariableType.Phone => 20,
            TemplateVariableType.Time => 40,
            TemplateVariableType.Code => 12,
            TemplateVariableType.Url => 200,
            TemplateVariableType.Name => 32,
            _ => null,
        };

    /// <summary>True when the value is of the variable's type and not too long.</summary>
    public static bool Fits(TemplateVariable variable, string value)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= (variable.MaximumLength ?? MaximumLengthOf(variable.Type) ?? int.MaxValue)
            && variable.Type switch
            {
                TemplateVariableType.Number => NumberPattern().IsMatch(value),
                TemplateVariableType.Date => IsDate(value),
                TemplateVariableType.Time => IsTime(value),
                TemplateVariableType.Code => CodePattern().IsMatch(value),
                TemplateVariableType.Phone => PhoneNumber.TryParse(value, out _)
                    || PhonePattern().IsMatch(value),
                TemplateVariableType.Url => IsUrl(value),
                TemplateVariableType.Name => NamePattern().IsMatch(value),
                _ => true,
            };
    }

    // Without a year the parser takes this one, which may have no 29 February.
    private static bool IsDate(string value) =>
        DateOnly.TryParseExact(value, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        || value is "2月29日" or "2-29" or "2/29" or "02月29日" or "02-29" or "02/29";

    private static bool IsTime(string value)
    {
        // 日 ends a date in words, a blank or a T one in figures.
        var dateEnd = value.IndexOf('日', StringComparison.Ordinal);
        dateEnd = dateEnd < 0 ? value.AsSpan().IndexOfAny(' ', 'T') : dateEnd;
        var date = value[..(dateEnd + 1)].TrimEnd(' ', 'T');
        var hours = value[(dateEnd + 1)..].TrimStart(' ', 'T');
        var to = hours.AsSpan().IndexOfAny("-~—至");
        return (date.Length == 0 || IsDate(date))
            && (to < 0 ? IsTimeOfDay(hours) : IsTimeOfDay(hours[..to]) && IsTimeOfDay(hours[(to + 1)..]));
    }

    private static bool IsTimeOfDay(string value) =>
        TimeOnly.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsUrl(string value) =>
        !value.Any(char.IsWhiteSpace)
        && Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0;

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^[0-9A-Za-z]{4,12}\z")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"^[0-9][0-9-]{1,18}[0-9]\z")]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"^[\p{L}][\p{L}\p{M}·•.*＊ ]*\z")]
    private static partial Regex NamePattern();
}
