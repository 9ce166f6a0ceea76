using System.Net;
using System.Net.Sockets;
using Yixun.Carriers.Links;

namespace Yixun.Fuzzing;

/// <param name="Closed">Connections that our side closed.</param>
/// <param name="Answered">Connections that still answered afterwards.</param>
public sealed record SessionFuzzOutcome(int Closed, int Answered);

/// <summary>
/// Plays a gateway that lets us log in and then sends spoiled PDUs: our side must close the connection or go on answering,
/// and come back for the next.
/// </summary>
public static class SessionFuzz
{
    private const int PdusPerConnection = 1;

    /// <summary>So many probes fill the longest PDU that an announced length may make the other side wait for.</summary>
    private const int Probes = 8192 / 12 * 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <exception cref="FuzzException">Neither an answer nor a closed connection, or no new connection.</exception>
    public static async Task<SessionFuzzOutcome> RunAsync(
        FuzzedProtocol protocol,
        int connections,
        int seed,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(protocol);
        var mutator = new PduMutator(protocol.Corpus, seed);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var link = protocol.CreateLink(
            ((IPEndPoint)listener.LocalEndpoint).Port,
            new StoringHandler()
        );
        link.Start();
        var (closed, answered) = (0, 0);
        for (var connection = 0; connection < connections; connection++)
        {
            var sent = Enumerable.Range(0, PdusPerConnection).SelectMany(_ => mutator.Next()).ToArray();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            try
            {
                using var socket = await listener.AcceptSocketAsync(limit.Token);
                if (await PlayAsync(protocol, socket, sent, limit.Token))
                {
                    answered++;
                }
                else
                {
                    closed++;
                }
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new FuzzException(
                    protocol.Name,
                    seed,
                    connection,
                    sent,
                    "no answer, no close, no new connection",
                    exception
                );
            }
        }

        return new SessionFuzzOutcome(closed, answered);
    }

    /// <returns>True when it answered a probe, false when it closed.</returns>
    private static async Task<bool> PlayAsync(
        FuzzedProtocol protocol,
        Socket socket,
        byte[] sent,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[65_536];
        try
        {
            var login = await socket.ReceiveAsync(buffer, cancellationToken);
            await socket.SendAsync(protocol.AcceptLogin(buffer.AsSpan(0, login)), cancellationToken);
            await socket.SendAsync(sent, cancellationToken);
            await socket.SendAsync(
                Enumerable.Repeat(protocol.Probe, Probes).SelectMany(octets => octets).ToArray(),
                cancellationToken
            );
            // Answers to deliveries that were still valid come first: an answer to a probe has its sequence number.
            var received = new List<byte>();
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    return false;
                }

                received.AddRange(buffer.AsSpan(0, count));
                if (protocol.IsAnswered(received.ToArray()))
                {
                    return true;
                }
            }
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Acknowledges everything.</summary>
    private sealed class StoringHandler : ICarrierLinkHandler
    {
        public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency) { }

        public void OnReport(CarrierReport report) => report.Acknowledge(true);

        public void OnInbound(CarrierInbound inbound) => inbound.Acknowledge(true);

        public void OnCapacityChanged() { }

        public void OnConnectionEvent(CarrierConnectionEvent connectionEvent) { }
    }
}
