using System.Globalization;

namespace Yixun.Data.Store;

/// <summary>How a batch remembers its repeated messages: "position:messageId:same" joined by commas.</summary>
public static class RepeatedMessages
{
    public static string Write(IEnumerable<RepeatedMessage> repeats) =>
        string.Join(
            ',',
            repeats.Select(repeat =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{repeat.Position}:{repeat.MessageId}:{(repeat.SameContent ? 1 : 0)}"
                )
            )
        );

    /// <exception cref="FormatException">Not written by <see cref="Write"/>.</exception>
    public static IReadOnlyList<RepeatedMessage> Read(string? text) =>
        string.IsNullOrEmpty(text)
            ? []
            :
            [
                .. text.Split(',')
                    .Select(entry => entry.Split(':'))
                    .Select(fields => new RepeatedMessage(
                        int.Parse(fields[0], CultureInfo.InvariantCulture),
                        long.Parse(fields[1], CultureInfo.InvariantCulture),
                        fields[2] == "1"
                    )),
            ];
}
