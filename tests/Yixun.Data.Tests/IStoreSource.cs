namespace Yixun.Data.Tests;

/// <summary>Makes stores of one provider.</summary>
public interface IStoreSource
{
    Task<TemporaryStore> CreateAsync(int maximumWaitingRows = 100_000);
}
