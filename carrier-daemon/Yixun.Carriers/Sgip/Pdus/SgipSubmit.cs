namespace Yixun.Carriers.Sgip.Pdus;

/// <summary>Submit (SGIP 1.2 §4.2.3.3). Fields are named by the specification.</summary>
internal sealed record SgipSubmit
{
    /// <summary>A ChargeNumber that makes the SP pay.</summary>
    public const string PaidBySp = "000000000000000000000";

    public string SpNumber { get; init; } = "";

    public string ChargeNumber { get; init; } = PaidBySp;

    /// <summary>1 to 100 numbers, with 86 in front.</summary>
    public required IReadOnlyList<string> UserNumbers { get; init; }

    /// <summary>Enterprise code, 5 digits.</summary>
    public string CorpId { get; init; } = "";

    public string ServiceType { get; init; } = "";

    /// <summary>A number, not text: 0 send, 1 free, 2 per message, 3 monthly, 4 by the SP.</summary>
    public byte FeeType { get; init; }

    /// <summary>Fen.</summary>
    public string FeeValue { get; init; } = "";

    /// <summary>Fen.</summary>
    public string GivenValue { get; init; } = "";

    public byte AgentFlag { get; init; }

    /// <summary>2: no message of the subscriber came before.</summary>
    public byte MoreLateToMtFlag { get; init; } = 2;

    /// <summary>0 to 9.</summary>
    public byte Priority { get; init; }

    public string ExpireTime { get; init; } = "";

    public string ScheduleTime { get; init; } = "";

    /// <summary>0 reports failures only, 1 always, 2 never.</summary>
    public byte ReportFlag { get; init; } = 1;

    public byte ProtocolId { get; init; }

    public byte UserDataHeaderIndicator { get; init; }

    /// <summary>0 ASCII, 8 UCS-2, 15 GBK.</summary>
    public byte Coding { get; init; }

    public byte MessageType { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }
}
