namespace Yixun.Core.Routing;

/// <summary>Which links in a text a channel takes. The numbers are stored.</summary>
public enum LinkPolicy : byte
{
    Any = 0,

    /// <summary>Only links to the hospital's own hosts.</summary>
    Own = 1,

    None = 2,
}
