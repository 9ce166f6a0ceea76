namespace Yixun.Data.Model;

/// <summary>How a callback stands.</summary>
public enum CallbackState
{
    Pending = 0,
    Delivered = 1,

    /// <summary>Given up: after 24 hours, or because the system wants it no more. It can be pushed again.</summary>
    Failed = 2,
}
