namespace Yixun.Core.Channels;

/// <summary>A field that differs between two versions of a channel.</summary>
/// <param name="Name">Chinese.</param>
/// <param name="Before">Empty: none.</param>
/// <param name="After">Empty: none.</param>
public sealed record ChannelDifference(string Name, string Before, string After)
{
    private const string Hidden = "***";

    /// <summary>That a secret is another one.</summary>
    public static ChannelDifference OfSecret(string name) => new(name, Hidden, "已更换");
}
