using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Yixun.Messaging.Tracing;

namespace Yixun.Hosting.Tracing;

/// <summary>Sends the spans of a process to an OTLP collector, where one is configured.</summary>
public static class TracingParts
{
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <param name="builder">With the process's configuration.</param>
    /// <param name="process">functions, daemon or standalone.</param>
    /// <exception cref="PlatformStartException">The settings are not usable; the message names the setting.</exception>
    public static void AddTracing(this IHostApplicationBuilder builder, string process)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options =
            builder.Configuration.GetSection(TracingOptions.SectionName).Get<TracingOptions>()
            ?? new TracingOptions();
        if (options.Endpoint.Length == 0 && string.IsNullOrEmpty(builder.Configuration[StandardEndpoint]))
        {
            return;
        }

        var configure = ExporterOf(options);
        var sampler = SamplerOf(options);
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"yixun-{process}"))
            .WithTracing(tracing =>
                tracing.AddSource(RoadTrace.SourceName).SetSampler(sampler).AddOtlpExporter(configure)
            );
    }

    /// <summary>
    /// A trace is sampled or not as a whole. Above the first span of ours stands that of the web server, which nobody
    /// samples: it decides nothing, but gives the trace its id, by which the ratio decides alike everywhere.
    /// </summary>
    private static ParentBasedSampler SamplerOf(TracingOptions options)
    {
        if (options.Ratio is not (>= 0 and <= 1))
        {
            throw new PlatformStartException($"{TracingOptions.SectionName}:Ratio is 0 to 1.");
        }

        var ratio = new TraceIdRatioBasedSampler(options.Ratio);
        return new ParentBasedSampler(ratio, localParentNotSampled: ratio);
    }

    /// <summary>An endpoint of our own setting goes before the standard ones, which the exporter reads itself.</summary>
    private static Action<OtlpExporterOptions> ExporterOf(TracingOptions options)
    {
        if (options.Endpoint.Length == 0)
        {
            return _ => { };
        }

        if (
            !Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint)
            || endpoint.Scheme is not ("http" or "https")
        )
        {
            throw new PlatformStartException(
                $"{TracingOptions.SectionName}:Endpoint is not an http:// or https:// address."
            );
        }

        return options.Protocol switch
        {
            "grpc" => exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.Grpc;
                exporter.Endpoint = endpoint;
            },
            "http" => exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/v1/traces");
            },
            _ => throw new PlatformStartException($"{TracingOptions.SectionName}:Protocol is http or grpc."),
        };
    }
}
