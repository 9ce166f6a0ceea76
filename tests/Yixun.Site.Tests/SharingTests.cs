using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Site.Tests;

/// <summary>Two function processes that share by Redis, and what becomes of them when it is killed.</summary>
[Collection("site")]
public sealed class SharingTests(SecondFunctions second) : IClassFixture<SecondFunctions>, IDisposable
{
    /// <summary>Well under the 20 seconds in which a process looks by itself.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly (SignedClient First, SignedClient Second) _clients = second.Clients(
        second.Site.Key,
        second.Site.Secret
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _clients.First.Dispose();
        _clients.Second.Dispose();
    }

    [Fact]
    public async Task Replay_isRefusedByTheOtherProcess()
    {
        var signed = await SubmitSignedAsync("13821000001");

        await AssertReplayedAsync(_clients.Second, signed);
    }

    [Fact]
    public async Task Limit_countsOverBoth_andANewSystemIsKnownAtOnce()
    {
        const int rate = 5;
        const int requests = 60;
        var added = await second.Site.AskAsync(
            HttpMethod.Put,
            "systems/slow",
            new
            {
                name = "慢",
                defaultSignature = "示例医院",
                requestsPerSecond = rate,
            },
            Cancellation
        );
        var clients = second.Clients("slow", (string)added["secret"]!);
        using var first = clients.First;
        using var other = clients.Second;
        await WithinAsync(AtOnce, async () => await AskAsync(other) != HttpStatusCode.Unauthorized);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);

        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, requests).Select(index => AskAsync(index % 2 == 0 ? first : other))
        );

        var most = rate + (int)Math.Ceiling(rate * clock.Elapsed.TotalSeconds);
        var refused = answers.Count(answer => answer == HttpStatusCode.TooManyRequests);
        Assert.InRange(requests - refused, rate, most);
        Assert.True(most < 2 * rate, "The machine is too slow to tell one limit from two.");
    }

    [Fact]
    public async Task Blacklist_ofOneProcess_blocksInTheOther()
    {
        var numbers = Enumerable.Range(0, 12).Select(index => $"138210001{index:D2}").ToList();
        foreach (var phone in numbers)
        {
            await second.Site.AskAsync(
                HttpMethod.Post,
                "blacklist",
                new { phone, reason = "测试" },
                Cancellation
            );
        }

        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        // Either process may dispatch each.
        var batches = new List<string>();
        foreach (var number in numbers)
        {
            batches.Add((await _clients.Second.SubmitBatchAsync(Body(number), Cancellation))!);
        }

        foreach (var batch in batches)
        {
            await UntilStateAsync(_clients.Second, batch, "blocked", 1);
        }

        var copies = await second.Site.Carriers.Phones.CopiesAsync(numbers, Cancellation);
        Assert.Empty(copies);
    }

    [Fact]
    public async Task SignOut_atOneProcess_countsAtTheOtherAtOnce()
    {
        var said = await second.Site.OperateAsync("admin", "create", "visitor");
        using var console = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        console.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
        var here = new Uri(second.Site.Url, "/api/admin/session");
        var there = new Uri(second.Url, "/api/admin/session");
        using var signedIn = await console.PostAsJsonAsync(
            here,
            new { account = "visitor", password = said.Trim().Split(' ')[^1] },
            Cancellation
        );
        signedIn.EnsureSuccessStatusCode();
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await AskThereAsync());

        using var signedOut = await console.DeleteAsync(here, Cancellation);
        signedOut.EnsureSuccessStatusCode();

        await WithinAsync(AtOnce, async () => await AskThereAsync() == HttpStatusCode.Unauthorized);

        async Task<HttpStatusCode> AskThereAsync()
        {
            using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
            plain.DefaultRequestHeaders.Add("Cookie", cookie);
            using var answer = await plain.GetAsync(there, Cancellation);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Redis_killedAndStartedAgain_submissionsGoOn_andNothingIsForgotten()
    {
        var before = await SubmitSignedAsync("13821000201");
        var lossesBefore = await LossesAsync();
        await second.Site.SharedRedis.KillAsync();
        var batches = new List<string>();
        for (var index = 0; index < 40; index++)
        {
            var client = index % 2 == 0 ? _clients.First : _clients.Second;
            var batch = await client.SubmitBatchAsync(Body($"138210003{index:D2}"), Cancellation);
            Assert.NotNull(batch);
            batches.Add(batch);
        }

        await UntilHealthAsync(word => word.StartsWith("degraded", StringComparison.Ordinal));
        Assert.Contains(
            "yixun_redis_up 0",
            await _clients.First.MetricsAsync(Cancellation),
            StringComparison.Ordinal
        );
        // Who is signed in stays so.
        await second.Site.AskAsync(HttpMethod.Get, "session", null, Cancellation);
        // The other one has read from the database what the first accepted.
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        await AssertReplayedAsync(_clients.Second, before);

        await second.Site.SharedRedis.StartAsync();

        await UntilHealthAsync(word => word == "ok");
        var after = await SubmitSignedAsync("13821000202");
        await AssertReplayedAsync(_clients.Second, after);
        foreach (var batch in batches)
        {
            await UntilStateAsync(_clients.First, batch, "delivered", 1);
        }

        // Once for the loss, or a few times on a machine that is too slow to answer.
        Assert.InRange(await LossesAsync(), lossesBefore + 1, lossesBefore + 5);
    }

    /// <summary>Submits to the first process.</summary>
    /// <returns>The request as it was signed.</returns>
    private async Task<SignedRequest> SubmitSignedAsync(string number)
    {
        Dictionary<string, string> headers = [];
        var body = Body(number);
        using var response = await _clients.First.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            body,
            Cancellation,
            request =>
                headers = request
                    .Headers.Where(header => header.Key.StartsWith("X-Yixun-", StringComparison.Ordinal))
                    .ToDictionary(header => header.Key, header => header.Value.Single())
        );
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return new SignedRequest(body, headers);
    }

    private static async Task AssertReplayedAsync(SignedClient client, SignedRequest signed)
    {
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            signed.Body,
            Cancellation,
            request =>
            {
                foreach (var (name, value) in signed.Headers)
                {
                    request.Headers.Remove(name);
                    request.Headers.Add(name, value);
                }
            }
        );
        Assert.Contains(
            "nonce_used",
            await response.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    /// <summary>Asks for a batch that does not exist.</summary>
    private static async Task<HttpStatusCode> AskAsync(SignedClient client)
    {
        using var response = await client.SendAsync(HttpMethod.Get, "/api/v1/batches/1", [], Cancellation);
        return response.StatusCode;
    }

    private static async Task WithinAsync(TimeSpan time, Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < time, $"It was not so within {time}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        }
    }

    /// <summary>Both processes say so of Redis, and are ready.</summary>
    private async Task UntilHealthAsync(Func<string, bool> isSo)
    {
        using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var url in new[] { second.Site.Url, second.Url })
        {
            await LoadTest.Sites.Site.UntilAsync(
                async () =>
                {
                    using var answer = await plain.GetAsync(new Uri(url, "/health/ready"), Cancellation);
                    answer.EnsureSuccessStatusCode();
                    var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
                    return isSo((string)body["checks"]!["redis"]!);
                },
                $"{url} to tell of Redis",
                Cancellation
            );
        }
    }

    /// <summary>How often the first process said that Redis was lost.</summary>
    private async Task<int> LossesAsync()
    {
        await using var log = new FileStream(
            second.Site.Functions[0].Log,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(log);
        var text = await reader.ReadToEndAsync(Cancellation);
        return text.Split("Redis is away").Length - 1;
    }

    private static byte[] Body(string number) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                lane = "care",
                content = "请到3号窗口取药。",
                to = new[] { number },
            }
        );

    private static async Task UntilStateAsync(SignedClient client, string batch, string state, int count)
    {
        var told = "";
        try
        {
            await LoadTest.Sites.Site.UntilAsync(
                async () =>
                {
                    using var response = await client.SendAsync(
                        HttpMethod.Get,
                        $"/api/v1/batches/{batch}",
                        [],
                        Cancellation
                    );
                    told = await response.Content.ReadAsStringAsync(Cancellation);
                    return (int?)JsonNode.Parse(told)!["states"]?[state] == count;
                },
                $"{count} messages to be {state}",
                Cancellation
            );
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"{exception.Message} Last told: {told}", exception);
        }
    }

    private sealed record SignedRequest(byte[] Body, IReadOnlyDictionary<string, string> Headers);
}
