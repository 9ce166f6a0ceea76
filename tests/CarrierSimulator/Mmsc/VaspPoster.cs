using System.Net.Http.Headers;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;
using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>Posts what waits for a VASP, some at a time, and again what was not answered with 1000.</summary>
/// <param name="later">Takes a post that is to be tried again.</param>
internal sealed class VaspPoster(MmscServer server, VaspAccount account, Action<VaspPost> later) : IDisposable
{
    /// <summary>Posts at a time.</summary>
    private const int Connections = 8;

    private const int MaxAnswer = 256 * 1024;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = Connections,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        },
        true
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => PostAllAsync(stopping)));

    public void Dispose() => _http.Dispose();

    private async Task PostAllAsync(CancellationToken stopping)
    {
        try
        {
            while (await account.Posts.WaitToReadAsync(stopping))
            {
                await server.UntilListeningAsync(stopping);
                var address = await account.ReportUrlAsync(stopping);
                if (account.Posts.TryRead(out var post))
                {
                    await PostAsync(post, address, stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator stops.
        }
    }

    private async Task PostAsync(VaspPost post, Uri address, CancellationToken stopping)
    {
        post.Tries++;
        Interlocked.Increment(ref Sent(post.Kind));
        var taken = await TryPostAsync(post.Message, address, stopping);
        post.WasTried();
        if (taken)
        {
            Interlocked.Increment(ref Acknowledged(post.Kind));
        }
        else if (server.Behaviour.Values.GivesUpAfter(post.Tries))
        {
            Interlocked.Increment(ref server.Counters.GivenUp);
        }
        else
        {
            Interlocked.Increment(ref server.Counters.Retries);
            later(post);
        }
    }

    /// <returns>True when the VASP answered this post with 1000.</returns>
    private async Task<bool> TryPostAsync(Mm7Message message, Uri address, CancellationToken stopping)
    {
        using var limit = new TimeLimit(AnswerTimeout, server.Time, stopping);
        try
        {
            var payload = Mm7Codec.Write(message, server.Dialect);
            using var request = new HttpRequestMessage(HttpMethod.Post, address);
            request.Content = new ByteArrayContent(payload.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(payload.ContentType);
            request.Headers.TryAddWithoutValidation("SOAPAction", "\"\"");
            request.Headers.TryAddWithoutValidation("MIME-Version", "1.0");
            if (account.Options.ReportUser is { } user)
            {
                request.Headers.TryAddWithoutValidation(
                    "Authorization",
                    Mm7BasicCredentials.Header(user, account.Options.ReportSecret ?? "")
                );
            }

            using var response = await _http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                limit.Token
            );
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            var body = await Mm7BoundedBody.ReadAsync(stream, MaxAnswer, limit.Token);
            return response.IsSuccessStatusCode
                && body is { } octets
                && Mm7Codec.Read(response.Content.Headers.ContentType?.ToString(), octets)
                    is Mm7Response { Status.Code: Mm7StatusCode.Success } answer
                && answer.TransactionId == message.TransactionId;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or CarrierProtocolException)
        {
            // The VASP is not there or answers nonsense; it counts as not taken.
            return false;
        }
    }

    private ref long Sent(VaspPostKind kind)
    {
        var counters = server.Counters;
        switch (kind)
        {
            case VaspPostKind.ReadReply:
                return ref counters.ReadRepliesSent;
            case VaspPostKind.Reply:
                return ref counters.RepliesSent;
            default:
                return ref counters.ReportsSent;
        }
    }

    private ref long Acknowledged(VaspPostKind kind)
    {
        var counters = server.Counters;
        switch (kind)
        {
            case VaspPostKind.ReadReply:
                return ref counters.ReadRepliesAcknowledged;
            case VaspPostKind.Reply:
                return ref counters.RepliesAcknowledged;
            default:
                return ref counters.ReportsAcknowledged;
        }
    }
}
