using System.Text;

namespace Yixun.Cli.Site;

/// <summary>Columns for a terminal; Chinese characters take two places.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [headings];

    public bool IsEmpty => _rows.Count == 1;

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var widths = Enumerable
            .Range(0, _rows[0].Length)
            .Select(column => _rows.Max(row => WidthOf(row[column])))
            .ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var line = string.Join(
                Gap,
                row.Select((cell, column) => cell + new string(' ', widths[column] - WidthOf(cell)))
            );
            text.Append(Gap).AppendLine(line.TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>Wide are CJK characters and their punctuation.</summary>
    private static int WidthOf(string text) => text.Sum(character => character >= '\u2E80' ? 2 : 1);
}
