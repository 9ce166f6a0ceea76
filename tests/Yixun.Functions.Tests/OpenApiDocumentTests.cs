using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Xunit;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Tests;

public sealed class OpenApiDocumentTests
{
    [Fact]
    public async Task Build_describesEveryOperationWithItsAnswers()
    {
        var text = await OpenApiDocumentBuilder
            .Build()
            .SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, TestContext.Current.CancellationToken);
        var document = JsonNode.Parse(text)!;

        Assert.Equal("3.1.", ((string)document["openapi"]!)[..4]);
        foreach (var (_, trigger, operation) in OpenApiDocumentBuilder.Operations)
        {
            var described = document["paths"]!["/" + trigger.Route]![trigger.Methods![0]]!;
            Assert.Equal(operation.Summary, (string?)described["summary"]);
            Assert.Contains(described["responses"]!.AsObject(), response => response.Key[0] == '2');
            Assert.Contains(described["responses"]!.AsObject(), response => response.Key[0] is '4' or '5');
        }
    }

    [Fact]
    public async Task Build_submitRequest_hasItsFieldsAndRefusesOthers()
    {
        var text = await OpenApiDocumentBuilder
            .Build()
            .SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, TestContext.Current.CancellationToken);
        var schema = JsonNode.Parse(text)!["components"]!["schemas"]!["SubmitRequest"]!;

        Assert.Equal(
            [
                "clientId",
                "content",
                "department",
                "extension",
                "lane",
                "scheduledAt",
                "signature",
                "templateId",
                "to",
                "variables",
            ],
            schema["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["lane", "to"], schema["required"]!.AsArray().Select(name => (string?)name).Order());
        Assert.False((bool)schema["additionalProperties"]!);
    }
}
