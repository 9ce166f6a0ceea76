using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Yixun.Functions.OpenApi;

/// <summary>Turns the JSON schema that System.Text.Json exports into the document model's.</summary>
public static class JsonSchemaConverter
{
    /// <param name="source">A whole document: references point into it.</param>
    public static IOpenApiSchema Convert(JsonObject source) => Convert(source, source);

    private static IOpenApiSchema Convert(JsonObject source, JsonObject root)
    {
        // The exporter writes a type out once, and points there wherever it comes again.
        if (source["$ref"] is { } reference)
        {
            return ConvertNode(Follow(reference.GetValue<string>(), root), root);
        }

        var schema = new OpenApiSchema();
        switch (source["type"])
        {
            case JsonArray types:
                schema.Type = types
                    .Select(type => TypeOf(type!.GetValue<string>()))
                    .Aggregate((first, second) => first | second);
                break;
            case { } type:
                schema.Type = TypeOf(type.GetValue<string>());
                break;
            default:
                break;
        }

        if (source["format"] is { } format)
        {
            schema.Format = format.GetValue<string>();
        }

        if (source["properties"] is JsonObject properties)
        {
            schema.Properties = properties.ToDictionary(
                property => property.Key,
                property => ConvertNode(property.Value!, root)
            );
        }

        if (source["required"] is JsonArray required)
        {
            schema.Required = required
                .Select(name => name!.GetValue<string>())
                .ToHashSet(StringComparer.Ordinal);
        }

        if (source["items"] is { } items)
        {
            schema.Items = ConvertNode(items, root);
        }

        switch (source["additionalProperties"])
        {
            case JsonObject additional:
                schema.AdditionalProperties = Convert(additional, root);
                break;
            case JsonValue allowed when !allowed.GetValue<bool>():
                schema.AdditionalPropertiesAllowed = false;
                break;
            default:
                break;
        }

        return schema;
    }

    private static IOpenApiSchema ConvertNode(JsonNode node, JsonObject root) =>
        node is JsonObject schema ? Convert(schema, root) : new OpenApiSchema();

    /// <summary>What a JSON pointer within the document names (RFC 6901).</summary>
    private static JsonNode Follow(string reference, JsonObject root)
    {
        JsonNode node = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            node = node is JsonArray list
                ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]!
                : node[name]!;
        }

        return node;
    }

    private static JsonSchemaType TypeOf(string name) =>
        name switch
        {
            "string" => JsonSchemaType.String,
            "integer" => JsonSchemaType.Integer,
            "number" => JsonSchemaType.Number,
            "boolean" => JsonSchemaType.Boolean,
            "array" => JsonSchemaType.Array,
            "null" => JsonSchemaType.Null,
            _ => JsonSchemaType.Object,
        };
}
