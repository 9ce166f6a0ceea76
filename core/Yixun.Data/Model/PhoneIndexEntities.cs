namespace Yixun.Data.Model;

/// <summary>A message whose phone is not in a sorted run yet. Written in order of id, so it costs next to nothing.</summary>
public sealed class PhoneTailEntity
{
    public long MessageId { get; init; }

    public long PhoneHash { get; init; }
}

/// <summary>A sorted run of the phone index.</summary>
public sealed class PhoneRunEntity
{
    public int Id { get; init; }

    public long FirstMessageId { get; init; }

    public long LastMessageId { get; init; }
}

/// <summary>An entry of a run, stored in order of run, phone and message.</summary>
public sealed class PhoneEntryEntity
{
    public int RunId { get; init; }

    public long PhoneHash { get; init; }

    public long MessageId { get; init; }
}
