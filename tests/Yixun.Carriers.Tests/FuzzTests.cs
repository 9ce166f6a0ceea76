using Xunit;
using Yixun.Fuzzing;

namespace Yixun.Carriers.Tests;

/// <summary>A short run of what <c>./bench fuzz</c> does at length. The seed is new each time and named by a failure.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Protocols => [.. FuzzedProtocol.All.Select(protocol => protocol.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Codec_reads_or_refuses_every_spoiled_pdu(string name)
    {
        var outcome = CodecFuzz.Run(Of(name), 10_000, Random.Shared.Next());
        // Spoiled, but not so much that nothing behind the header is ever reached.
        Assert.InRange(outcome.Understood, 500, 9_500);
        Assert.True(outcome is { Refused: > 500, Incomplete: > 100 }, outcome.ToString());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Link_answers_or_closes_and_comes_back_after_spoiled_pdus(string name)
    {
        var outcome = await SessionFuzz.RunAsync(
            Of(name),
            150,
            Random.Shared.Next(),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(150, outcome.Closed + outcome.Answered);
        Assert.True(outcome is { Closed: > 0, Answered: > 0 }, outcome.ToString());
    }

    [Fact]
    public void Mutator_with_the_same_seed_gives_the_same_inputs()
    {
        var corpus = FuzzedProtocol.All[0].Corpus;
        var (first, second) = (new PduMutator(corpus, 7), new PduMutator(corpus, 7));
        for (var input = 0; input < 200; input++)
        {
            Assert.Equal(first.Next(), second.Next());
        }
    }

    private static FuzzedProtocol Of(string name) =>
        FuzzedProtocol.All.Single(protocol => protocol.Name == name);
}
