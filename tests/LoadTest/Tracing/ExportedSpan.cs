using System.Text;

namespace Yixun.LoadTest.Tracing;

/// <summary>A span as it was exported (opentelemetry/proto/trace/v1/trace.proto).</summary>
/// <param name="Service">service.name of the process.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="ParentId">16 hexadecimal digits; empty: none.</param>
internal sealed record ExportedSpan(
    string Service,
    string TraceId,
    string SpanId,
    string ParentId,
    string Name
)
{
    private const string ServiceName = "service.name";

    /// <summary>Reads an ExportTraceServiceRequest.</summary>
    public static IEnumerable<ExportedSpan> Read(byte[] request)
    {
        foreach (var resourceSpans in ProtobufField.Read(request).Where(field => field.Number == 1))
        {
            var parts = ProtobufField.Read(resourceSpans.Octets).ToList();
            var service = parts
                .Where(field => field.Number == 1)
                .SelectMany(resource => ProtobufField.Read(resource.Octets))
                .Where(attribute => attribute.Number == 1)
                .Select(attribute => ProtobufField.Read(attribute.Octets).ToList())
                .Where(attribute => TextOf(attribute, 1) == ServiceName)
                .Select(attribute =>
                    TextOf([.. ProtobufField.Read(attribute.Single(value => value.Number == 2).Octets)], 1)
                )
                .FirstOrDefault("");
            foreach (
                var span in parts
                    .Where(field => field.Number == 2)
                    .SelectMany(scopeSpans => ProtobufField.Read(scopeSpans.Octets))
                    .Where(field => field.Number == 2)
                    .Select(field => ProtobufField.Read(field.Octets).ToList())
            )
            {
                yield return new ExportedSpan(
                    service,
                    HexOf(span, 1),
                    HexOf(span, 2),
                    HexOf(span, 4),
                    TextOf(span, 5)
                );
            }
        }
    }

    private static string HexOf(List<ProtobufField> fields, int number) =>
        fields.Find(field => field.Number == number) is { } found
            ? Convert.ToHexStringLower(found.Octets)
            : "";

    private static string TextOf(List<ProtobufField> fields, int number) =>
        fields.Find(field => field.Number == number) is { } found
            ? Encoding.UTF8.GetString(found.Octets)
            : "";
}
