using System.IO.Pipelines;
using Yixun.Core.Problems;
using Yixun.Data.Numbers;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Numbers;

/// <summary>Checks a whole file, then writes it. One at a time: each may hold some 30 MB.</summary>
public sealed class NumberPlanImport(INumberPlanStore plan, ReferenceData reference) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="onlyValid">Writes the good rows even when others are bad.</param>
    /// <param name="dry">Writes nothing.</param>
    /// <exception cref="ProblemException">The file is none, or another is being imported.</exception>
    public async Task<NumberImportAnswer> RunAsync(
        PipeReader reader,
        bool onlyValid,
        bool dry,
        CancellationToken cancellationToken
    )
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new ProblemException(ProblemCatalogue.TooManyRequests);
        }

        try
        {
            var file = await NumberPlanFile.ReadAsync(reader, cancellationToken);
            if (file.Count == 0)
            {
                throw new ProblemException(ProblemCatalogue.FileEmpty);
            }

            var writes = !dry && (file.Invalid == 0 || onlyValid);
            if (writes)
            {
                await plan.PutAsync(file.Segments, cancellationToken);
                await reference.ReloadAsync(cancellationToken);
            }

            return new NumberImportAnswer(file.Count, writes ? file.Good : 0, file.Invalid, file.Errors);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
