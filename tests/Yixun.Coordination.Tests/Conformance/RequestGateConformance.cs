using System.Diagnostics;
using Xunit;

namespace Yixun.Coordination.Tests.Conformance;

/// <summary>What every gate does, wherever it counts. Two gates of a site count as one.</summary>
public abstract class RequestGateConformance
{
    private const int Plenty = 100_000;
    private int _nonces;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Two gates of one site; the same one where there is only one process.</summary>
    protected abstract (IRequestGate One, IRequestGate Other) Gates { get; }

    [Fact]
    public async Task EnterAsync_newNonce_isAdmittedOnceOverBoth()
    {
        var request = new GateRequest("his", Plenty, NewNonce());

        Assert.Equal(GateVerdict.Admitted, await Gates.One.EnterAsync(request, Cancellation));
        Assert.Equal(GateVerdict.Replayed, await Gates.One.EnterAsync(request, Cancellation));
        Assert.Equal(GateVerdict.Replayed, await Gates.Other.EnterAsync(request, Cancellation));
    }

    [Fact]
    public async Task EnterAsync_nonceOfAnotherSystem_isAdmitted()
    {
        const string nonce = "0123456789abcdef";

        var his = new GateRequest("his", Plenty, NonceHash.Of("his", nonce));
        var lis = new GateRequest("lis", Plenty, NonceHash.Of("lis", nonce));

        Assert.Equal(GateVerdict.Admitted, await Gates.One.EnterAsync(his, Cancellation));
        Assert.Equal(GateVerdict.Admitted, await Gates.Other.EnterAsync(lis, Cancellation));
    }

    [Fact]
    public async Task EnterAsync_moreThanTheRate_isRefusedOverBoth_untilTimePasses()
    {
        const int rate = 2;
        for (var round = 0; ; round++)
        {
            Assert.True(round < 20, "The machine is too slow to use up a rate.");
            var system = $"his-{round}";
            var clock = Stopwatch.StartNew();
            GateVerdict[] verdicts =
            [
                await EnterAsync(Gates.One, system, rate),
                await EnterAsync(Gates.Other, system, rate),
                await EnterAsync(Gates.One, system, rate),
                await EnterAsync(Gates.Other, system, rate),
                await EnterAsync(Gates.Other, $"lis-{round}", rate),
            ];
            if (clock.Elapsed > TimeSpan.FromSeconds(1.0 / rate))
            {
                continue;
            }

            Assert.Equal(
                [
                    GateVerdict.Admitted,
                    GateVerdict.Admitted,
                    GateVerdict.TooMany,
                    GateVerdict.TooMany,
                    GateVerdict.Admitted,
                ],
                verdicts
            );
            await Task.Delay(TimeSpan.FromSeconds(1.2), Cancellation);
            Assert.Equal(GateVerdict.Admitted, await EnterAsync(Gates.Other, system, rate));
            Assert.Equal(GateVerdict.Admitted, await EnterAsync(Gates.One, system, rate));
            return;
        }
    }

    [Fact]
    public async Task EnterAsync_refusedForItsRate_mayComeAgainAsItIs()
    {
        GateRequest request;
        do
        {
            request = new GateRequest("his", 1, NewNonce());
        } while (await Gates.One.EnterAsync(request, Cancellation) != GateVerdict.TooMany);

        await Task.Delay(TimeSpan.FromSeconds(1.2), Cancellation);

        Assert.Equal(GateVerdict.Admitted, await Gates.One.EnterAsync(request, Cancellation));
    }

    [Fact]
    public async Task EnterAsync_wholeRateAtOnce_isAdmittedAndNoMore()
    {
        const int rate = 40;
        var clock = Stopwatch.StartNew();

        var verdicts = await Task.WhenAll(
            Enumerable
                .Range(0, rate * 2)
                .Select(index => EnterAsync(index % 2 == 0 ? Gates.One : Gates.Other, "his", rate))
        );

        // A slow machine takes a while for all of them, in which the rate goes on.
        var most = rate + (int)Math.Ceiling(rate * clock.Elapsed.TotalSeconds);
        Assert.InRange(verdicts.Count(verdict => verdict == GateVerdict.Admitted), rate, most);
    }

    [Fact]
    public async Task EnterAsync_sameNonceFromMany_isAdmittedOnce()
    {
        for (var round = 0; round < 20; round++)
        {
            var request = new GateRequest("his", Plenty, NewNonce());

            var verdicts = await Task.WhenAll(
                Enumerable
                    .Range(0, 16)
                    .Select(index =>
                        Task.Run(async () =>
                            await (index % 2 == 0 ? Gates.One : Gates.Other).EnterAsync(request, Cancellation)
                        )
                    )
            );

            Assert.Single(verdicts, GateVerdict.Admitted);
        }
    }

    [Fact]
    public async Task Remember_nonceOfAnAcceptedRequest_isRefused()
    {
        var request = new GateRequest("his", Plenty, NewNonce());

        Gates.One.Remember(request.NonceHash);

        Assert.Equal(GateVerdict.Replayed, await Gates.One.EnterAsync(request, Cancellation));
    }

    private async Task<GateVerdict> EnterAsync(IRequestGate gate, string system, int rate) =>
        await gate.EnterAsync(new GateRequest(system, rate, NewNonce()), Cancellation);

    private byte[] NewNonce() => NonceHash.Of("any", $"nonce-{Interlocked.Increment(ref _nonces):D12}");
}
