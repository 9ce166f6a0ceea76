namespace Yixun.Cli.Doctor;

/// <summary>Looks at one part of a site.</summary>
internal interface IDoctorCheck
{
    /// <summary>Chinese name of the part.</summary>
    string Area { get; }

    /// <summary>Changes nothing. At least one finding.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken);
}
