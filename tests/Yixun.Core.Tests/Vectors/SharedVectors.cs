using System.Text.Json;

namespace Yixun.Core.Tests.Vectors;

/// <summary>The vectors that the protocol codecs are tested with; other implementations agree with them.</summary>
internal static class SharedVectors
{
    private static readonly JsonElement Root = Load();

    public static IEnumerable<JsonElement> Section(string name) => Root.GetProperty(name).EnumerateArray();

    public static JsonElement Named(string section, string name) =>
        Section(section).Single(vector => Text(vector, "name") == name);

    public static string Text(JsonElement vector, string property) =>
        vector.GetProperty(property).GetString()!;

    public static byte[] Octets(JsonElement vector, string property) =>
        Convert.FromHexString(Text(vector, property));

    private static JsonElement Load()
    {
        using var stream = typeof(SharedVectors).Assembly.GetManifestResourceStream("vectors.json")!;
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
