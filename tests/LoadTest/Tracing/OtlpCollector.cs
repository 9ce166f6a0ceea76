using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Yixun.RealParts;

namespace Yixun.LoadTest.Tracing;

/// <summary>Takes spans as an OTLP collector does (protobuf over HTTP), on a free port of 127.0.0.1.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ExportedSpan> _spans = new();
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly Task _running;

    public OtlpCollector()
    {
        Endpoint = $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";
        _listener.Prefixes.Add(Endpoint + "/");
        _listener.Start();
        _running = RunAsync();
    }

    public string Endpoint { get; }

    /// <summary>Spans of a trace.</summary>
    public IReadOnlyList<ExportedSpan> Of(string traceId) =>
        [.. _spans.Where(span => span.TraceId == traceId)];

    public IReadOnlyList<ExportedSpan> All => [.. _spans];

    /// <summary>Whether a text stands anywhere in what was sent.</summary>
    public bool Holds(string text) =>
        _bodies.Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _running;
    }

    private async Task RunAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            if (context.Request.Url!.AbsolutePath == "/v1/traces")
            {
                _bodies.Enqueue(body.ToArray());
                foreach (var span in ExportedSpan.Read(body.ToArray()))
                {
                    _spans.Enqueue(span);
                }
            }

            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
