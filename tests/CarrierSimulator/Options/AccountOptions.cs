namespace Yixun.CarrierSimulator.Options;

/// <summary>An SP that may log in. <see cref="ToString"/> never shows the secret.</summary>
public sealed record AccountOptions
{
    /// <summary>Login name; 6 characters with CMPP; the user of HTTP authentication with MM7.</summary>
    public required string SpId { get; init; }

    public required string Secret { get; init; }

    /// <summary>Connections that may be logged in at once; logins above it are refused and counted. 0: no limit.</summary>
    public int MaxConnections { get; init; }

    /// <summary>Set where reports and replies take connections of the gateway.</summary>
    public CallbackOptions? Callback { get; init; }

    /// <summary>MM7: what the account may prove itself with.</summary>
    public MmscAuthentication Authentication { get; init; }

    /// <summary>
    /// MM7: http or https address of the VASP for reports, read replies and replies. Until it is known they wait; it may be
    /// set while the gateway runs.
    /// </summary>
    public Uri? ReportUrl { get; init; }

    /// <summary>MM7: user of Basic authentication at <see cref="ReportUrl"/>; null sends none.</summary>
    public string? ReportUser { get; init; }

    public string? ReportSecret { get; init; }

    public override string ToString() => SpId;
}
