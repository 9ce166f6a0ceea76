using System.Globalization;
using Yixun.Core.Ids;

namespace Yixun.Data.Partitions;

/// <summary>A month of the calendar in UTC, as message ids tell it: no setting moves the bounds of partitions.</summary>
/// <param name="Number">Months since year 0.</param>
public readonly record struct MessageMonth(int Number) : IComparable<MessageMonth>
{
    public DateTimeOffset Start => new(Number / 12, (Number % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The lowest id that can have been made in it.</summary>
    public long FirstId => MessageIdGenerator.LowestAt(Start);

    /// <summary>The lowest id of the month after it.</summary>
    public long EndId => Add(1).FirstId;

    public static MessageMonth Of(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return new((utc.Year * 12) + utc.Month - 1);
    }

    public static MessageMonth OfId(long id) => Of(MessageIdGenerator.TimeOf(id));

    public static bool operator <(MessageMonth left, MessageMonth right) => left.Number < right.Number;

    public static bool operator >(MessageMonth left, MessageMonth right) => left.Number > right.Number;

    public static bool operator <=(MessageMonth left, MessageMonth right) => left.Number <= right.Number;

    public static bool operator >=(MessageMonth left, MessageMonth right) => left.Number >= right.Number;

    public MessageMonth Add(int months) => new(Number + months);

    public int CompareTo(MessageMonth other) => Number.CompareTo(other.Number);

    /// <summary>"2026-11".</summary>
    public override string ToString() => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
