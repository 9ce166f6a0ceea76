namespace Yixun.Functions.Alerts.Delivery;

/// <summary>Where a target is reached; stored encrypted. Its text shows nothing of it.</summary>
/// <param name="Address">URI, mail address or phone number.</param>
/// <param name="Secret">Signs webhooks; empty: they are not signed.</param>
public sealed record AlertDestination(string Address, string Secret)
{
    public override string ToString() => nameof(AlertDestination);
}
