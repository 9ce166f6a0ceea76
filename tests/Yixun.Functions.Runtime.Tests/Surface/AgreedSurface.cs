namespace Yixun.Functions.Runtime.Tests.Surface;

/// <summary>
/// The slice of the isolated worker's API (worker 2.52, HTTP 3.3, ASP.NET Core 2.1, RabbitMQ 2.1, timer 4.3) that
/// function code may use. Base classes of the attributes, and members that nothing here uses, are left out.
/// </summary>
internal static class AgreedSurface
{
    public static IReadOnlyDictionary<string, string[]> Types { get; } =
        new Dictionary<string, string[]> { ["x"] = [] };
}
