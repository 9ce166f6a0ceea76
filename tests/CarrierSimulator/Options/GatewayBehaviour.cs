namespace Yixun.CarrierSimulator.Options;

/// <summary>
/// How a gateway answers and what it does wrong; may change while it runs. Probabilities are per submit, 0 to 1. The
/// defaults are a healthy carrier without delays.
/// </summary>
public sealed record GatewayBehaviour
{
    /// <summary>Milliseconds between a submit and its response.</summary>
    public int ResponseDelay { get; init; }

    /// <summary>Random milliseconds on top, which also put responses out of order.</summary>
    public int ResponseJitter { get; init; }

    /// <summary>Milliseconds between a submit's response and its report.</summary>
    public int ReportDelay { get; init; }

    public int ReportJitter { get; init; }

    /// <summary>
    /// Status word to weight. An empty word sends no report. Only DELIVRD reaches the phone. With MM7 the words are those of
    /// MMStatus; words of the short message protocols stand for the MMStatus that means the same.
    /// </summary>
    public IReadOnlyDictionary<string, double> Outcomes { get; init; } =
        new Dictionary<string, double> { ["DELIVRD"] = 1 };

    /// <summary>
    /// Result of SUBMIT_RESP to weight; anything but 0 reaches no phone and has no report. With MM7 a StatusCode: 0 and 1xxx
    /// take the message; other numbers below 1000 are answered as 3002.
    /// </summary>
    public IReadOnlyDictionary<uint, double> SubmitResults { get; init; } =
        new Dictionary<uint, double> { [0] = 1 };

    /// <summary>
    /// End of the destination to what happens, before the mixes: a status word; "" for no report; "result:13" for a refused
    /// submit; "silent" for a submit that is taken but never answered. The longest end wins.
    /// </summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } =
        new Dictionary<string, string>
        {
            ["000000"] = "UNDELIV",
            ["000001"] = "REJECTD",
            ["000002"] = "EXPIRED",
            ["000003"] = "MK:0001",
            ["000004"] = "",
            ["000005"] = "result:13",
            ["000006"] = "silent",
        };

    /// <summary>Submits a second above which the answer is the protocol's "too fast" (CMPP 8, MM7 4006); 0 is no limit.</summary>
    public int FlowControlAbove { get; init; }

    /// <summary>The connection is cut after every so many submits of the gateway, the last one unanswered; 0 never.</summary>
    public int DisconnectEverySubmits { get; init; }

    /// <summary>All connections are cut every so many seconds; 0 never.</summary>
    public double DisconnectEverySeconds { get; init; }

    /// <summary>Half a response is written, then the connection is cut.</summary>
    public double HalfWritten { get; init; }

    /// <summary>Everything is sent one octet a packet (MM7: bodies of answers). Slow.</summary>
    public bool OneOctetPackets { get; init; }

    /// <summary>The submit is taken and reported, but never answered.</summary>
    public double NoResponse { get; init; }

    /// <summary>The response is sent twice. HTTP knows no second response: without effect on MM7.</summary>
    public double DuplicateResponses { get; init; }

    public double DuplicateReports { get; init; }

    /// <summary>
    /// Reports leave at once, responses 20 ms later at the earliest. With MM7 the response waits until the report was posted
    /// once, at most two seconds.
    /// </summary>
    public bool ReportsFirst { get; init; }

    /// <summary>Random milliseconds added to each report, which puts them out of order.</summary>
    public int ReportShuffle { get; init; }

    /// <summary>A report with an id that no submit had is sent as well.</summary>
    public double UnknownReports { get; init; }

    /// <summary>Octets that are no PDU are sent. With MM7 the message is taken, and the answer is no SOAP.</summary>
    public double Garbage { get; init; }

    /// <summary>Status that refuses every login (MM7: every request, with HTTP 401); 0 lets the right ones in.</summary>
    public uint LoginStatus { get; init; }

    /// <summary>Link tests are not answered; SGIP and MM7 have none.</summary>
    public bool IgnoreActiveTest { get; init; }

    /// <summary>Seconds until a report or reply that was not answered with result 0 is sent again.</summary>
    public double RetrySeconds { get; init; } = 5;

    /// <summary>
    /// Times a report or reply is sent before it is given up; 0: never, as carriers keep for days what an SP does not take.
    /// </summary>
    public int MaxTries { get; init; }

    /// <summary>MM7: the message is taken and reported, but answered with HTTP 500 without a SOAP body.</summary>
    public double HttpErrors { get; init; }

    /// <summary>MM7: the message is taken and reported, but the answer is longer than clients accept (1 MiB).</summary>
    public double Oversize { get; init; }

    /// <summary>MM7: a message that asks for a read reply and was retrieved gets one.</summary>
    public double ReadReplies { get; init; } = 1;

    /// <summary>MM7: milliseconds between a report and its read reply.</summary>
    public int ReadReplyDelay { get; init; }

    public int ReadReplyJitter { get; init; }

    /// <summary>MM7: word of a read reply (Read, Deleted) to weight.</summary>
    public IReadOnlyDictionary<string, double> ReadStatuses { get; init; } =
        new Dictionary<string, double> { ["Read"] = 1 };

    /// <summary>Whether a report or reply that was sent so many times in vain is sent no more.</summary>
    internal bool GivesUpAfter(int tries) => MaxTries > 0 && tries >= MaxTries;

    /// <summary>Says what is wrong with the values.</summary>
    /// <param name="longestWord">Characters of a status word: 7 in the short message protocols.</param>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void Validate(int longestWord = 7)
    {
        Require(
            ResponseDelay is >= 0 and <= 600_000
                && ResponseJitter is >= 0 and <= 600_000
                && ReportDelay is >= 0 and <= 600_000
                && ReportJitter is >= 0 and <= 600_000
                && ReportShuffle is >= 0 and <= 600_000
                && ReadReplyDelay is >= 0 and <= 600_000
                && ReadReplyJitter is >= 0 and <= 600_000,
            "Delays are 0 to 600,000 ms."
        );
        Require(
            Weights(Outcomes?.Values) && Weights(SubmitResults?.Values) && Weights(ReadStatuses?.Values),
            "A mix needs a weight above zero."
        );
        Require(
            Outcomes!.Keys.Concat(ReadStatuses!.Keys).All(word => word.Length <= longestWord),
            $"A status word has at most {longestWord} characters."
        );
        Require(
            Overrides is not null && Overrides.Values.All(effect => Behaviour.IsEffect(effect, longestWord)),
            "An override is a status word, result:N or silent."
        );
        Require(
            new[]
            {
                HalfWritten,
                NoResponse,
                DuplicateResponses,
                DuplicateReports,
                UnknownReports,
                Garbage,
                HttpErrors,
                Oversize,
                ReadReplies,
            }.All(static probability => probability is >= 0 and <= 1),
            "Probabilities are 0 to 1."
        );
        Require(
            FlowControlAbove >= 0 && DisconnectEverySubmits >= 0 && DisconnectEverySeconds >= 0,
            "Limits are 0 (off) or more."
        );
        Require(
            RetrySeconds is > 0 and <= 3600 && MaxTries is >= 0 and <= 10_000,
            "Retries need seconds; tries are 0 (no limit) or more."
        );
    }

    private static bool Weights(IEnumerable<double>? weights) =>
        weights is not null && weights.All(static weight => weight is >= 0 and < 1e9) && weights.Sum() > 0;

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
