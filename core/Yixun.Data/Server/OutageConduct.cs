namespace Yixun.Data.Server;

/// <summary>What an operation does while the server is away.</summary>
internal enum OutageConduct
{
    /// <summary>Its caller has a better answer than to wait.</summary>
    FailAtOnce,

    /// <summary>It waits a while: what comes from a queue would only come again.</summary>
    Wait,
}
