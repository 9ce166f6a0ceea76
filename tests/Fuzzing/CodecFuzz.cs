using System.Diagnostics;
using Yixun.Carriers.Links;

namespace Yixun.Fuzzing;

/// <summary>What a run saw.</summary>
/// <param name="Understood">Inputs that were read.</param>
/// <param name="Refused">Inputs answered with a protocol error.</param>
/// <param name="Incomplete">Inputs with missing octets.</param>
/// <param name="MostAllocated">Bytes allocated for one input, at most.</param>
public sealed record CodecFuzzOutcome(long Understood, long Refused, long Incomplete, long MostAllocated)
{
    public long Inputs => Understood + Refused + Incomplete;
}

/// <summary>
/// Reads spoiled PDUs. Each input lies in an array of exactly its length, so that reading beyond it throws, and may take a
/// bounded time and bounded memory.
/// </summary>
public static class CodecFuzz
{
    private const long AllocationLimit = 256 * 1024;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    /// <exception cref="FuzzException">The first input that broke something.</exception>
    public static CodecFuzzOutcome Run(FuzzedProtocol protocol, int inputs, int seed)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        var mutator = new PduMutator(protocol.Corpus, seed);
        long understood = 0;
        long refused = 0;
        long incomplete = 0;
        long most = 0;
        foreach (var valid in protocol.Corpus)
        {
            if (!protocol.TryDecode(valid))
            {
                throw new FuzzException(protocol.Name, seed, -1, valid, "a valid PDU is not read", null);
            }
        }

        for (var input = 0L; input < inputs; input++)
        {
            var octets = mutator.Next();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var begun = Stopwatch.GetTimestamp();
            try
            {
                if (protocol.TryDecode(octets))
                {
                    understood++;
                }
                else
                {
                    incomplete++;
                }
            }
            catch (CarrierProtocolException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                throw new FuzzException(protocol.Name, seed, input, octets, exception.Message, exception);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            most = Math.Max(most, allocated);
            if (allocated > AllocationLimit || Stopwatch.GetElapsedTime(begun) > TimeLimit)
            {
                throw new FuzzException(
                    protocol.Name,
                    seed,
                    input,
                    octets,
                    $"{allocated} bytes, {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:F0} ms",
                    null
                );
            }
        }

        return new CodecFuzzOutcome(understood, refused, incomplete, most);
    }
}
