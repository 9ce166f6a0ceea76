namespace Yixun.CarrierSimulator.Gateways;

/// <summary>What a gateway has counted since it started.</summary>
public sealed record GatewayTotals
{
    /// <summary>SUBMITs that came, whatever became of them.</summary>
    public long Submits { get; init; }

    /// <summary>Segments taken, one per destination.</summary>
    public long Accepted { get; init; }

    /// <summary>SUBMITs refused for another reason than "too fast".</summary>
    public long Refused { get; init; }

    /// <summary>SUBMITs answered with the protocol's "too fast".</summary>
    public long FlowControl { get; init; }

    /// <summary>SUBMITs taken and never answered.</summary>
    public long Unanswered { get; init; }

    /// <summary>Repeats included.</summary>
    public long ReportsSent { get; init; }

    public long ReportsAcknowledged { get; init; }

    public long RepliesSent { get; init; }

    public long RepliesAcknowledged { get; init; }

    /// <summary>MM7, repeats included.</summary>
    public long ReadRepliesSent { get; init; }

    public long ReadRepliesAcknowledged { get; init; }

    /// <summary>Deliveries sent again because they were not answered with 0.</summary>
    public long Retries { get; init; }

    /// <summary>Deliveries dropped after the last try.</summary>
    public long GivenUp { get; init; }

    public long Logins { get; init; }

    public long LoginsRefused { get; init; }

    /// <summary>Logins refused because the account had all the connections that it may have.</summary>
    public long LoginsOverLimit { get; init; }

    /// <summary>Connections logged in now.</summary>
    public long Bound { get; init; }

    /// <summary>Connections cut by a fault or through the API.</summary>
    public long Cut { get; init; }
}
