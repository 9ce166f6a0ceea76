namespace Yixun.Carriers.Mm7.Messages;

/// <summary>MMStatus of a delivery report.</summary>
public enum Mm7DeliveryStatus : byte
{
    /// <summary>A word that is not known; not final.</summary>
    Unknown,

    /// <summary>The handset has it: success.</summary>
    Retrieved,

    /// <summary>Passed on to another system, from where no report may come: as good as success.</summary>
    Forwarded,

    /// <summary>Not fetched in time: failure.</summary>
    Expired,

    /// <summary>Refused by the user or a system: failure.</summary>
    Rejected,

    /// <summary>The MMSC can't tell: final, failure unless the channel says otherwise.</summary>
    Indeterminate,

    /// <summary>Still waiting; not final.</summary>
    Deferred,
}
