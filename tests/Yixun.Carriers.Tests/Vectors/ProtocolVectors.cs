using System.Text.Json;

namespace Yixun.Carriers.Tests.Vectors;

/// <summary>PDUs and encodings that other implementations agree with.</summary>
internal static class ProtocolVectors
{
    private static readonly JsonElement Root = Load();

    public static IEnumerable<JsonElement> Of(params string[] protocols) =>
        Root.GetProperty("vectors")
            .EnumerateArray()
            .Where(vector => protocols.Contains(vector.GetProperty("protocol").GetString()));

    public static JsonElement Named(string name) =>
        Root.GetProperty("vectors")
            .EnumerateArray()
            .Single(vector => vector.GetProperty("name").GetString() == name);

    public static IEnumerable<JsonElement> Section(string name) => Root.GetProperty(name).EnumerateArray();

    public static byte[] Octets(JsonElement element, string property = "hex") =>
        Convert.FromHexString(element.GetProperty(property).GetString()!);

    private static JsonElement Load()
    {
        using var stream = typeof(ProtocolVectors).Assembly.GetManifestResourceStream("vectors.json")!;
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
