using System.Buffers.Binary;

namespace Yixun.Coordination.Redis;

/// <summary>A change as it is published: version, 16 octets of the process, topic, 8 octets a subject.</summary>
internal static class SiteChangeWire
{
    private const byte Version = 1;
    private const int Head = 18;

    public static byte[] Write(Guid process, SiteChange change)
    {
        var octets = new byte[Head + (change.Subjects.Count * sizeof(long))];
        octets[0] = Version;
        process.TryWriteBytes(octets.AsSpan(1, 16));
        octets[17] = (byte)change.Topic;
        for (var index = 0; index < change.Subjects.Count; index++)
        {
            BinaryPrimitives.WriteInt64BigEndian(
                octets.AsSpan(Head + (index * sizeof(long))),
                change.Subjects[index]
            );
        }

        return octets;
    }

    /// <returns>Null when it is of another version or malformed.</returns>
    public static (Guid Process, SiteChange Change)? Read(ReadOnlySpan<byte> octets)
    {
        if (
            octets.Length < Head
            || octets[0] != Version
            || (octets.Length - Head) % sizeof(long) != 0
            || !Enum.IsDefined((SiteTopic)octets[17])
        )
        {
            return null;
        }

        var subjects = new long[(octets.Length - Head) / sizeof(long)];
        for (var index = 0; index < subjects.Length; index++)
        {
            subjects[index] = BinaryPrimitives.ReadInt64BigEndian(octets[(Head + (index * sizeof(long)))..]);
        }

        return (new Guid(octets[1..17]), new SiteChange((SiteTopic)octets[17], subjects));
    }
}
