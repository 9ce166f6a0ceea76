namespace Yixun.Data.Server;

/// <summary>
/// Cuts changes into sets in which no message occurs twice: one statement changes a row once. What asked first is in the
/// first set. Each set is in order of message, so that transactions lock rows in one order.
/// </summary>
internal static class Waves
{
    public static IEnumerable<List<T>> Of<T>(IEnumerable<T> changes, Func<T, long> messageOf)
    {
        var waves = new List<List<T>>();
        var (previous, occurrence) = (0L, -1);
        // A stable sort.
        foreach (var change in changes.OrderBy(messageOf))
        {
            var message = messageOf(change);
            occurrence = occurrence >= 0 && message == previous ? occurrence + 1 : 0;
            previous = message;
            if (occurrence == waves.Count)
            {
                waves.Add([]);
            }

            waves[occurrence].Add(change);
        }

        return waves;
    }
}
