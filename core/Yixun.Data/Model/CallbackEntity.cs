namespace Yixun.Data.Model;

/// <summary>Something that a system is to be told, written with what it tells of.</summary>
public sealed class CallbackEntity
{
    /// <summary>Time-ordered; told to the system, which knows a repetition by it.</summary>
    public long Id { get; init; }

    public int SystemId { get; init; }

    /// <summary>What it tells of: reply.</summary>
    public required string Kind { get; init; }

    /// <summary>Row that it tells of; a system is told of a row once.</summary>
    public long SubjectId { get; init; }

    /// <summary>JSON.</summary>
    public required byte[] BodyCipher { get; init; }

    public CallbackState State { get; set; }

    public int Tries { get; set; }

    /// <summary>Null when there is no further try.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>No try after this.</summary>
    public DateTimeOffset TriesUntil { get; set; }

    /// <summary>HTTP status of the last try; null when there was no answer.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last try failed; null: it did not.</summary>
    public string? LastError { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }
}
