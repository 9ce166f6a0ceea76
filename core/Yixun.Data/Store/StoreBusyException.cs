namespace Yixun.Data.Store;

/// <summary>More is waiting to be written than may wait. Nothing of the call was written; try again later.</summary>
public sealed class StoreBusyException() : Exception("The store has too much to write already.");
