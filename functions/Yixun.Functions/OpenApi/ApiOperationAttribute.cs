namespace Yixun.Functions.OpenApi;

/// <summary>Describes an HTTP function for the OpenAPI document. A function without it is not in the document.</summary>
/// <param name="summary">Chinese, one line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiOperationAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>Chinese, longer; null: none.</summary>
    public string? Description { get; init; }

    /// <summary>Chinese name of the group.</summary>
    public string Tag { get; init; } = "短信";

    /// <summary>Type of the JSON request body; null: none.</summary>
    public Type? Body { get; init; }

    /// <summary>Codes of problems that it answers with, besides those of authentication.</summary>
    public string[] Problems { get; init; } = [];
}
