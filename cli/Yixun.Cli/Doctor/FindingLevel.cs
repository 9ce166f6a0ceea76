namespace Yixun.Cli.Doctor;

/// <summary>How much a finding matters.</summary>
internal enum FindingLevel
{
    Ok,

    /// <summary>It works, and should be looked after.</summary>
    Warning,

    /// <summary>It does not work, or messages may be lost or read.</summary>
    Fault,
}
