namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>
/// MMStatus words for the words of a <see cref="Options.GatewayBehaviour"/>, so that the same mixes and overrides serve every
/// protocol.
/// </summary>
internal static class MmStatusWords
{
    /// <summary>Longest word: "Recipient Rejected" and some room for words of a carrier.</summary>
    public const int MaxLength = 32;

    public const string Retrieved = "Retrieved";

    /// <summary>Word and StatusText; a vendor's code of the short message protocols is only text.</summary>
    public static (string Word, string Text) Of(string status) =>
        status switch
        {
            "DELIVRD" => (Retrieved, "1000"),
            "EXPIRED" => ("Expired", status),
            "UNDELIV" or "REJECTD" or "DELETED" => ("Rejected", status),
            "ACCEPTD" or "ENROUTE" => ("Deferred", status),
            "UNKNOWN" => ("Indeterminate", status),
            _ when status.Contains(':', StringComparison.Ordinal) => ("Indeterminate", status),
            Retrieved => (Retrieved, "1000"),
            _ => (status, status),
        };
}
