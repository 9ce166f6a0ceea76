namespace Yixun.Core.Security;

/// <summary>One key of the ring. The material never shows in text.</summary>
public sealed class DataKey
{
    /// <param name="id">1 to 255; stored with every ciphertext.</param>
    /// <param name="material">32 random octets.</param>
    /// <exception cref="ArgumentException">Wrong length or id.</exception>
    public DataKey(byte id, byte[] material)
    {
        if (id == 0 || material.Length != 32)
        {
            throw new ArgumentException("A data key has an id from 1 to 255 and 32 octets.");
        }

        Id = id;
        Material = material;
    }

    public byte Id { get; }

    internal byte[] Material { get; }

    public override string ToString() => $"data key {Id}";
}
