using System.Globalization;
using StackExchange.Redis;
using Yixun.Coordination.InProcess;

namespace Yixun.Coordination.Redis;

/// <summary>
/// Counts in Redis, over all processes, in one round trip; while it is away, in this process. What was admitted is remembered
/// here too, so that what Redis forgets is not let in a second time by this process.
/// </summary>
internal sealed class RedisRequestGate(RedisLink link, InProcessRequestGate own) : IRequestGate
{
    /// <summary>
    /// The rate as one number, in microseconds of the server's clock: when the system will have used up what it has
    /// (generic cell rate algorithm, with a second's requests at once). Both keys name the system in braces, so that they are
    /// on one node of a cluster.
    /// </summary>
    private const string Script = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local step = 1000000 / ARGV[1]
        local used = tonumber(redis.call('GET', KEYS[1]) or now)
        if used < now then used = now end
        if used - now > 1000000 - step + 0.5 then return 1 end
        redis.call('SET', KEYS[1], string.format('%.3f', used + step), 'PX', 2000)
        if redis.call('SET', KEYS[2], '', 'NX', 'PX', ARGV[2]) then return 0 end
        return 2
        """;

    private static readonly RedisValue NonceLife = (long)NonceMemory.Span.TotalMilliseconds;

    public async ValueTask<GateVerdict> EnterAsync(GateRequest request, CancellationToken cancellationToken)
    {
        var (answered, verdict) = await link.AskAsync(
            (database, asked) => AskAsync(database, link.Prefix, asked),
            request,
            cancellationToken
        );
        return !answered ? own.Enter(request)
            : verdict != GateVerdict.Admitted || own.TryTakeNonce(request.NonceHash) ? verdict
            : GateVerdict.Replayed;
    }

    public void Remember(ReadOnlySpan<byte> nonceHash) => own.Remember(nonceHash);

    private static async Task<GateVerdict> AskAsync(IDatabase database, string prefix, GateRequest request)
    {
        var result = await database.ScriptEvaluateAsync(
            Script,
            [
                $"{prefix}{{{request.System}}}:rate",
                $"{prefix}{{{request.System}}}:nonce:{Convert.ToHexStringLower(request.NonceHash)}",
            ],
            [request.Rate.ToString(CultureInfo.InvariantCulture), NonceLife]
        );
        return (int)result switch
        {
            0 => GateVerdict.Admitted,
            1 => GateVerdict.TooMany,
            _ => GateVerdict.Replayed,
        };
    }
}
