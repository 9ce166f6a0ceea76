namespace Yixun.Core.Routing;

/// <summary>What routing came to.</summary>
public enum RouteOutcome : byte
{
    /// <summary>A channel was chosen.</summary>
    Chosen,

    /// <summary>No channel reaches the number with this lane.</summary>
    NoRoute,

    /// <summary>A rule says that it is not to be sent.</summary>
    Denied,

    /// <summary>Channels fit, but only for registered signatures, and this one is not.</summary>
    SignatureUnregistered,

    /// <summary>Channels fit, but none takes the text's links.</summary>
    LinkNotAllowed,

    /// <summary>Channels fit, but all are closed at this hour.</summary>
    Closed,
}
