namespace Yixun.Core.Routing;

/// <summary>How one of several channels that fit is chosen. The numbers are stored.</summary>
public enum RoutePreference : byte
{
    /// <summary>Shared by weight.</summary>
    Weight = 0,

    /// <summary>The lowest price; equal ones share by weight.</summary>
    Price = 1,

    /// <summary>The first of the rule's list that can take it.</summary>
    Order = 2,
}
