namespace Yixun.Functions.OpenApi;

/// <summary>An answer of an operation.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="description">Chinese.</param>
/// <param name="type">Type of the JSON body; null: none.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiResponseAttribute(int status, string description, Type? type = null) : Attribute
{
    public int Status { get; } = status;

    public string Description { get; } = description;

    public Type? Type { get; } = type;
}
