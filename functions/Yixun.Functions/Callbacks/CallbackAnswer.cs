namespace Yixun.Functions.Callbacks;

/// <summary>What a system's address made of a callback.</summary>
/// <param name="Status">HTTP status; null: no answer.</param>
/// <param name="Error">Why there was none, or what is wrong with it; null: it was taken.</param>
public sealed record CallbackAnswer(int? Status, string? Error)
{
    private const int Gone = 410;

    public bool IsTaken => Error is null;

    /// <summary>The system says that it never wants it.</summary>
    public bool IsRefused => Status == Gone;
}
