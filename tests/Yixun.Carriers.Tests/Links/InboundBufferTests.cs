using Xunit;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Links;

public sealed class InboundBufferTests
{
    [Fact]
    public void GetMemory_grows_to_the_capacity_and_keeps_what_is_unread()
    {
        var buffer = new InboundBuffer(64, 8);
        byte next = 0;
        foreach (var expected in new[] { 8, 8, 16, 32 })
        {
            var memory = buffer.GetMemory();
            Assert.Equal(expected, memory.Length);
            foreach (ref var octet in memory.Span)
            {
                octet = next++;
            }

            buffer.Received(memory.Length);
        }

        Assert.Equal(Enumerable.Range(0, 64).Select(each => (byte)each), buffer.Unread.ToArray());
        buffer.Consume(64);
        Assert.Equal(64, buffer.GetMemory().Length);
    }

    [Fact]
    public void GetMemory_stays_small_while_little_comes()
    {
        var buffer = new InboundBuffer(64, 8);
        for (var turn = 0; turn < 100; turn++)
        {
            Assert.InRange(buffer.GetMemory().Length, 1, 8);
            buffer.Received(3);
            buffer.Consume(3);
        }
    }
}
