namespace Yixun.Cli;

/// <summary>Errors on standard error: a line in Chinese, the same in English.</summary>
internal static class ErrorText
{
    public static void Write(TextWriter error, string chinese, string english)
    {
        error.WriteLine($"错误：{chinese}");
        error.WriteLine($"error: {english}");
    }
}
