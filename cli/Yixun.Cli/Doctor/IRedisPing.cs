namespace Yixun.Cli.Doctor;

/// <summary>Asks a Redis whether it is there.</summary>
internal interface IRedisPing
{
    /// <returns>Null when it answers and takes a write; else why not, in Chinese and without a secret.</returns>
    Task<string?> FindProblemAsync(string configuration, CancellationToken cancellationToken);
}
