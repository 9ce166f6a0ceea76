namespace Yixun.Functions.Callbacks;

/// <summary>What systems can be told of.</summary>
public static class CallbackKinds
{
    /// <summary>A patient replied.</summary>
    public const string Reply = "reply";

    /// <summary>Somebody tries whether the system answers.</summary>
    public const string Test = "test";

    /// <summary>Those that a system can ask for.</summary>
    public static IReadOnlyList<string> Events { get; } = [Reply];
}
