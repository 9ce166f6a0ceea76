using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Yixun.Carriers.Tests.Mm7;

/// <summary>An HTTP server on the loopback that answers as the test says and keeps what it got.</summary>
internal sealed class MmscServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<HttpListenerContext, byte[], Task> _answer;
    private readonly Task _loop;
    private readonly List<MmscRequest> _requests = [];

    public MmscServer(Func<HttpListenerContext, byte[], Task> answer)
    {
        _answer = answer;
        (_listener, Address) = Listen();
        _loop = Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    public IReadOnlyList<MmscRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static async Task WriteAsync(
        HttpListenerContext context,
        string body,
        int status = 200,
        string contentType = "text/xml; charset=\"utf-8\""
    )
    {
        var octets = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength64 = octets.Length;
        await context.Response.OutputStream.WriteAsync(octets);
        context.Response.Close();
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private static (HttpListener Listener, Uri Address) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = $"http://127.0.0.1:{FreePort()}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, new Uri($"{address}mms/vasp?x=1"));
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
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

            _ = ServeAsync(context);
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            lock (_requests)
            {
                _requests.Add(
                    new MmscRequest(
                        context.Request.HttpMethod,
                        context.Request.RawUrl!,
                        context.Request.Headers,
                        body.ToArray()
                    )
                );
            }

            await _answer(context, body.ToArray());
        }
        catch (Exception exception)
            when (exception is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client has gone, as some tests mean it to.
        }
    }
}
