namespace Yixun.Hosting.Tracing;

/// <summary>Section <c>Yixun:Tracing</c>: where spans go. Without an endpoint nothing is traced.</summary>
public sealed class TracingOptions
{
    public const string SectionName = "Yixun:Tracing";

    /// <summary>OTLP collector: "http://collector:4318"; empty: what <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>http (protobuf over HTTP) or grpc.</summary>
    public string Protocol { get; set; } = "http";

    /// <summary>Part of the requests that begin a trace, 0 to 1; a caller's own decision goes before it.</summary>
    public double Ratio { get; set; } = 0.001;
}
