using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Yixun.Carriers.Tests;

/// <summary>The other side of one connection, for every protocol whose PDUs begin with their length in four octets.</summary>
internal sealed class RawPeer(Socket socket) : IDisposable
{
    private readonly byte[] _received = new byte[65_536];
    private int _count;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawPeer> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        return new RawPeer(socket);
    }

    /// <summary>The next PDU; null at the end of the connection.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        while (true)
        {
            var length = _count < 4 ? 0 : (int)BinaryPrimitives.ReadUInt32BigEndian(_received);
            if (length > 0 && _count >= length)
            {
                var pdu = _received[..length];
                _received.AsSpan(length, _count - length).CopyTo(_received);
                _count -= length;
                return pdu;
            }

            var count = await ReceiveAsync();
            if (count == 0)
            {
                return null;
            }

            _count += count;
        }
    }

    public async Task SendAsync(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        await socket.SendAsync(output.WrittenMemory, Cancellation);
    }

    public void Dispose() => socket.Dispose();

    private async Task<int> ReceiveAsync()
    {
        try
        {
            return await socket.ReceiveAsync(_received.AsMemory(_count), Cancellation);
        }
        catch (SocketException)
        {
            // A reset is an end too.
            return 0;
        }
    }
}
