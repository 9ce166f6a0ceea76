using System.Globalization;

namespace Yixun.LoadTest;

/// <summary>What goes on, on standard error.</summary>
internal static class Progress
{
    public static void Write(FormattableString line) =>
        Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
