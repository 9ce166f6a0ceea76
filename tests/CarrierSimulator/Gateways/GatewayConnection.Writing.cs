using System.Buffers;
using System.Net.Sockets;
using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Gateways;

internal sealed partial class GatewayConnection
{
    private long? _lastPosition;

    private void WriteHalf(in SubmitKey key, SubmitAnswer answer)
    {
        var whole = new ArrayBufferWriter<byte>();
        dialect.WriteSubmitResponse(whole, key, answer);
        _outbound.Write(whole.WrittenSpan[..(whole.WrittenCount / 2)]);
        // What is queued behind it is never written: it would be read as the other half.
        _lastPosition ??= _outbound.Position;
        Interlocked.Increment(ref server.Counters.Cut);
        _closeWhenWritten = true;
    }

    private void Write(ulong octets) => _outbound.Write(BitConverter.GetBytes(octets));

    private void Cut()
    {
        Interlocked.Increment(ref server.Counters.Cut);
        _closeWhenWritten = true;
        // The writer closes after what is queued; a link test's worth of nothing makes it run.
        dialect.WriteNothing(_outbound, _deliveries.NextSequence());
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> octets = default;
                ValueTask woken = default;
                var last = false;
                lock (_gate)
                {
                    if (_closed)
                    {
                        return;
                    }

                    if (_corked || _outbound.IsEmpty)
                    {
                        woken = _writerSignal.Arm();
                        _writerWaits = true;
                    }
                    else
                    {
                        var begin = _outbound.HandedOver;
                        octets = _outbound.Take();
                        if (_lastPosition is { } end && end - begin < octets.Length)
                        {
                            octets = octets[..(int)(end - begin)];
                        }

                        last = _closeWhenWritten;
                    }
                }

                if (octets.IsEmpty)
                {
                    await woken.ConfigureAwait(false);
                    continue;
                }

                await SendAsync(octets).ConfigureAwait(false);
                if (last)
                {
                    Close();
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Close();
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            var size = server.Behaviour.Values.OneOctetPackets ? 1 : octets.Length;
            octets = octets[await socket.SendAsync(octets[..size], SocketFlags.None).ConfigureAwait(false)..];
        }
    }
}
