namespace Yixun.Core.Alerts;

/// <summary>How a target is told. The numbers are stored.</summary>
public enum AlertTargetKind : byte
{
    /// <summary>JSON posted to an address.</summary>
    Webhook = 0,

    Email = 1,

    /// <summary>A text message over a channel that works.</summary>
    Sms = 2,
}
