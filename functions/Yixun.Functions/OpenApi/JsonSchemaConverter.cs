using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Yixun.Functions.OpenApi;

/// <summary>Turns the JSON schema that System.Text.Json exports into the document model's.</summary>
public static class JsonSchemaConverter
{
    public static IOpenApiSchema Convert(JsonObject source)
    {
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
                property => ConvertNode(property.Value!)
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
            schema.Items = ConvertNode(items);
        }

        switch (source["additionalProperties"])
        {
            case JsonObject additional:
                schema.AdditionalProperties = Convert(additional);
                break;
            case JsonValue allowed when !allowed.GetValue<bool>():
                schema.AdditionalPropertiesAllowed = false;
                break;
            default:
                break;
        }

        return schema;
    }

    private static IOpenApiSchema ConvertNode(JsonNode node) =>
        node is JsonObject schema ? Convert(schema) : new OpenApiSchema();

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
