namespace Yixun.Carriers.Links;

/// <summary>Numbers as carriers write them.</summary>
internal static class SubscriberNumber
{
    /// <summary>The last 11 digits when they are a mobile number with a country code or without; else as sent.</summary>
    public static string Normalize(string number) =>
        number.Length > 11
        && number[^11] == '1'
        && number.AsSpan(number[0] == '+' ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0
            ? number[^11..]
            : number;
}
