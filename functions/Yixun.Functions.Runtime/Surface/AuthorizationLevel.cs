namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller of an HTTP function must show. The runtime serves <see cref="Anonymous"/> only.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key; the functions' own middleware authenticates.</summary>
    Anonymous = 0,

    /// <summary>A key of a user.</summary>
    User = 1,

    /// <summary>A key of the function.</summary>
    Function = 2,

    /// <summary>A key of the system.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
