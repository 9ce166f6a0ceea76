namespace Yixun.Data.Writing;

/// <summary>What writes the main road of this process, as operators watch it.</summary>
public interface IStoreWriter
{
    /// <summary>What it did since it started. Of a database server, flushes and checkpoints are its own and stay 0.</summary>
    WriterMeters Meters { get; }

    /// <summary>Rows that wait to be written now.</summary>
    int WaitingRows { get; }
}
