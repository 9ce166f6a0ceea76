namespace Yixun.Data.Store;

/// <summary>The database can't be written: disk full, file damaged, server away. Nothing of the call was written.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException);
