namespace Yixun.Data.Server;

/// <summary>One element of an operation that changes messages by compare-and-set.</summary>
/// <param name="Operation">Whose element it is.</param>
/// <param name="Position">Index of the element in it.</param>
/// <param name="MessageId">The message.</param>
internal readonly record struct RoadChange<T>(T Operation, int Position, long MessageId)
    where T : StoreOperation<bool[]>;
