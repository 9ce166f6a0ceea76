using Yixun.Core.Alerts;

namespace Yixun.Data.Model;

/// <summary>Who is told of alerts, and how.</summary>
public sealed class AlertTargetEntity
{
    public long Id { get; init; }

    public AlertTargetKind Kind { get; init; }

    public required string Name { get; set; }

    /// <summary>A fresh id for every change of the address; the ciphertext is bound to it.</summary>
    public long AddressId { get; set; }

    /// <summary>Address and signing secret as JSON, encrypted.</summary>
    public byte[] AddressCipher { get; set; } = [];

    /// <summary>Kinds of alerts that it is told of, comma separated; empty: all.</summary>
    public string Kinds { get; set; } = "";

    public AlertSeverity MinimumSeverity { get; set; }

    /// <summary>"22:00-07:00", in which only critical alerts are told; empty: none.</summary>
    public string QuietHours { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Account of who changed it last.</summary>
    public required string UpdatedBy { get; set; }
}
