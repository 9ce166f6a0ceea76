using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>Some fields of a behaviour, by their JSON names.</summary>
internal static class BehaviourFields
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
    };

    private static readonly HashSet<string> Names =
    [
        .. JsonSerializer
            .SerializeToNode(new GatewayBehaviour(), Json)!
            .AsObject()
            .Select(field => field.Key),
    ];

    public static bool IsKnown(string name) => Names.Contains(name);

    /// <summary>A behaviour with some fields replaced; mixes and overrides are replaced as a whole.</summary>
    /// <exception cref="JsonException">A value has the wrong type.</exception>
    public static GatewayBehaviour Apply(GatewayBehaviour behaviour, JsonObject fields)
    {
        var whole = JsonSerializer.SerializeToNode(behaviour, Json)!.AsObject();
        foreach (var (name, value) in fields)
        {
            whole[name] = value?.DeepClone();
        }

        return whole.Deserialize<GatewayBehaviour>(Json) ?? throw new JsonException("null");
    }
}
