namespace Yixun.Core.Channels.Health;

/// <summary>Why a decision about a channel was made.</summary>
public enum HealthCause : byte
{
    /// <summary>No connection is logged in.</summary>
    Disconnected,

    /// <summary>Almost everything is refused or stays without an answer.</summary>
    SevereErrors,

    /// <summary>Much is refused or stays without an answer.</summary>
    Errors,

    /// <summary>Reports are late or missing.</summary>
    SlowReports,

    /// <summary>It was down and works again.</summary>
    Back,

    /// <summary>Nothing is wrong any more: points are given back.</summary>
    Recovering,

    /// <summary>Shifting was switched off: the whole weight is given back.</summary>
    ShiftOff,

    /// <summary>Segments are accepted, and no report comes.</summary>
    ReceiptLoss,

    /// <summary>Reports come again after a loss.</summary>
    ReceiptsBack,
}
