namespace Yixun.Functions.Health;

/// <summary>Something without which this process can't do its work.</summary>
public interface IReadinessCheck
{
    /// <summary>Short English name.</summary>
    string Name { get; }

    /// <summary>Null when all is well, else one English line.</summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
