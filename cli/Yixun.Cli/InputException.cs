namespace Yixun.Cli;

/// <summary>What the operator gave can't be read. The message is English.</summary>
/// <param name="chinese">The same in Chinese.</param>
internal sealed class InputException(string chinese, string english) : Exception(english)
{
    public string Chinese { get; } = chinese;
}
