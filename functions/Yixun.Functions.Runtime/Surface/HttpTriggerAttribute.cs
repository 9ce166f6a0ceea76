namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for HTTP requests.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    /// <param name="authLevel">Which key a caller must show.</param>
    /// <param name="methods">The verbs it answers, in any case; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Which key a caller must show.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }

    /// <summary>The verbs it answers; null or none means all.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The route below the host's prefix, without a leading slash; null means the function's name.</summary>
    public string? Route { get; set; }
}
