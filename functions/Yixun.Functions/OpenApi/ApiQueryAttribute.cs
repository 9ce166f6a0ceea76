namespace Yixun.Functions.OpenApi;

/// <summary>A query parameter of an operation.</summary>
/// <param name="name">As in the query.</param>
/// <param name="description">Chinese.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiQueryAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool Required { get; init; }
}
