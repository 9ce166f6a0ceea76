using Yixun.Coordination;

namespace Yixun.Functions.Tests.Alerts;

/// <summary>Redis that is away when a test says so.</summary>
internal sealed class FakeSharing : ISharing
{
    public bool IsConfigured => true;

    public string? Trouble => LostSince is null ? null : "away";

    public DateTimeOffset? LostSince { get; set; }
}
