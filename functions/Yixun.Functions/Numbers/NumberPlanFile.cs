using System.Buffers;
using System.Collections;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;

namespace Yixun.Functions.Numbers;

/// <summary>
/// Reads a number plan from CSV in UTF-8 while it arrives: <c>prefix,carrier,kind,province</c>, the last two optional. Kept
/// are 16 octets a row, and the first errors.
/// </summary>
internal sealed class NumberPlanFile
{
    /// <summary>Octets of a file.</summary>
    public const int MaximumLength = 24 * 1024 * 1024;

    /// <summary>Rows of a file; the country has some 500,000 prefixes of 7 digits.</summary>
    public const int MaximumRows = 600_000;

    private const int MaximumErrors = 1_000;
    private const int MaximumLine = 400;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Dictionary<string, Carrier> Carriers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mobile"] = Carrier.Mobile,
        ["移动"] = Carrier.Mobile,
        ["中国移动"] = Carrier.Mobile,
        ["unicom"] = Carrier.Unicom,
        ["联通"] = Carrier.Unicom,
        ["中国联通"] = Carrier.Unicom,
        ["telecom"] = Carrier.Telecom,
        ["电信"] = Carrier.Telecom,
        ["中国电信"] = Carrier.Telecom,
        ["broadnet"] = Carrier.Broadnet,
        ["广电"] = Carrier.Broadnet,
        ["中国广电"] = Carrier.Broadnet,
        ["satellite"] = Carrier.Satellite,
        ["卫星"] = Carrier.Satellite,
    };

    private static readonly Dictionary<string, NumberSegmentKind> Kinds = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [""] = NumberSegmentKind.Own,
        ["own"] = NumberSegmentKind.Own,
        ["自有"] = NumberSegmentKind.Own,
        ["resale"] = NumberSegmentKind.Resale,
        ["虚拟运营商"] = NumberSegmentKind.Resale,
        ["转售"] = NumberSegmentKind.Resale,
        ["satellite"] = NumberSegmentKind.Satellite,
        ["卫星"] = NumberSegmentKind.Satellite,
    };

    private readonly List<Row> _rows = [];
    private readonly List<NumberImportError> _errors = [];
    private readonly BitArray _seen = new(2_000_000);
    private int _line;
    private int _count;
    private int _invalid;

    private NumberPlanFile() { }

    /// <summary>Rows, good and bad.</summary>
    public int Count => _count;

    public int Invalid => _invalid;

    public IReadOnlyList<NumberImportError> Errors => _errors;

    public int Good => _rows.Count;

    /// <summary>The good rows.</summary>
    public IEnumerable<NumberSegment> Segments =>
        _rows.Select(row => new NumberSegment(
            row.Prefix.ToString(CultureInfo.InvariantCulture),
            row.Carrier,
            row.Kind,
            row.Province
        ));

    /// <exception cref="ProblemException">file_encoding_invalid, file_rows_too_many or body_too_large.</exception>
    public static async Task<NumberPlanFile> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        var file = new NumberPlanFile();
        long length = 0;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            var before = rest.Length;
            try
            {
                while (TakeLine(ref rest, result.IsCompleted, out var line))
                {
                    file.Add(line);
                }

                length += before - rest.Length;
                if (length + rest.Length > MaximumLength)
                {
                    throw new ProblemException(ProblemCatalogue.BodyTooLarge);
                }

                if (rest.Length > MaximumLine && !result.IsCompleted)
                {
                    throw new ProblemException(
                        ProblemCatalogue.FileTypeInvalid.With($"第{file._line + 1}行过长，不是号段文件")
                    );
                }
            }
            finally
            {
                // Also where the file is refused: a reader that is left in the middle breaks the connection.
                reader.AdvanceTo(rest.Start, rest.End);
            }

            if (result.IsCompleted)
            {
                return file;
            }
        }
    }

    private static bool TakeLine(
        ref ReadOnlySequence<byte> rest,
        bool completed,
        out ReadOnlySequence<byte> line
    )
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        if (!completed || rest.IsEmpty)
        {
            return false;
        }

        rest = rest.Slice(rest.End);
        return true;
    }

    private void Add(in ReadOnlySequence<byte> octets)
    {
        _line++;
        if (octets.Length > MaximumLine)
        {
            _count++;
            Refuse("line_too_long", "行过长");
            return;
        }

        var text = Decode(octets).TrimStart('\uFEFF').Trim();
        if (text.Length == 0 || text[0] == '#')
        {
            return;
        }

        var fields = text.Split(',', '\t');
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = fields[index].Trim().Trim('"');
        }

        // The heading, in whatever language.
        if (_count == 0 && fields[0].Length > 0 && !char.IsAsciiDigit(fields[0][0]))
        {
            return;
        }

        if (++_count > MaximumRows)
        {
            throw new ProblemException(ProblemCatalogue.FileRowsTooMany.With($"最多 {MaximumRows} 行"));
        }

        Read(fields);
    }

    private void Read(string[] fields)
    {
        if (fields.Length is < 2 or > 4)
        {
            Refuse("columns_invalid", "每行须有号段、运营商，可有类型、省份");
            return;
        }

        if (!NumberSegmentTable.IsValidPrefix(fields[0]))
        {
            Refuse("prefix_invalid", "号段须为1开头的3至7位数字");
            return;
        }

        if (!Carriers.TryGetValue(fields[1], out var carrier))
        {
            Refuse("carrier_invalid", "运营商须为移动、联通、电信、广电或卫星");
            return;
        }

        if (!Kinds.TryGetValue(fields.ElementAtOrDefault(2) ?? "", out var kind))
        {
            Refuse("kind_invalid", "类型须为自有、虚拟运营商或卫星");
            return;
        }

        string? province = null;
        if (fields.ElementAtOrDefault(3) is { Length: > 0 } written)
        {
            if (
                !Provinces.TryRead(written, out province)
                || !Provinces.All.TryGetValue(province, out province)
            )
            {
                Refuse("province_invalid", "省份名称不正确");
                return;
            }
        }

        var prefix = int.Parse(fields[0], CultureInfo.InvariantCulture);
        if (_seen[prefix])
        {
            Refuse("prefix_duplicate", "号段在文件中重复");
            return;
        }

        _seen[prefix] = true;
        _rows.Add(new Row(province, prefix, carrier, kind));
    }

    private void Refuse(string code, string message)
    {
        _invalid++;
        if (_errors.Count < MaximumErrors)
        {
            _errors.Add(new NumberImportError(_line, code, message));
        }
    }

    private static string Decode(in ReadOnlySequence<byte> octets)
    {
        try
        {
            return Utf8.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(ProblemCatalogue.FileEncodingInvalid);
        }
    }

    private readonly record struct Row(string? Province, int Prefix, Carrier Carrier, NumberSegmentKind Kind);
}
