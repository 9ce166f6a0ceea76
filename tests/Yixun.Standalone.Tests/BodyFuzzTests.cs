using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Yixun.Standalone.Tests;

/// <summary>
/// Spoiled bodies for every endpoint that takes one, as the OpenAPI document lists them: always an answer, never an error
/// of ours, and the platform goes on. The seed is in every failure.
/// </summary>
public sealed class BodyFuzzTests(PlatformFixture platform)
{
    private const int BodiesPerEndpoint = 60;
    private readonly int _seed = Random.Shared.Next();

    [Fact]
    public async Task EveryEndpoint_withSpoiledBodies_answersWithoutAnErrorOfOurs()
    {
        var document = JsonNode.Parse(
            await platform.Plain.GetStringAsync(
                new Uri(platform.Url, "/api/openapi.json"),
                TestContext.Current.CancellationToken
            )
        )!;
        using var console = await platform.SignInAsync();
        var bodies = new BodyMutator(document, _seed);
        var endpoints = 0;
        var refused = 0;
        var closed = 0;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var schema = operation!["requestBody"]?["content"]?["application/json"]?["schema"];
                // Signing in counts failures against the account that the other tests use.
                if (schema is null || path == "/api/admin/session")
                {
                    continue;
                }

                endpoints++;
                for (var input = 0; input < BodiesPerEndpoint; input++)
                {
                    var body = bodies.Next(schema);
                    var url = path.Replace("{id}", "1", StringComparison.Ordinal)
                        .Replace("{prefix}", "138", StringComparison.Ordinal)
                        .Replace("{key}", "nobody", StringComparison.Ordinal);
                    int status;
                    string answer;
                    try
                    {
                        (status, answer) = path.StartsWith("/api/admin/", StringComparison.Ordinal)
                            ? await SendAsync(console, method, url, body)
                            : await SendSignedAsync(method, url, body);
                    }
                    catch (HttpRequestException exception) when (exception.InnerException is IOException)
                    {
                        // A body beyond the limit is not read to its end: the connection may close under the sender.
                        closed++;
                        continue;
                    }

                    var what = $"seed {_seed}, {method} {path}, input {input}: {status}, {answer}";
                    Assert.True(status is >= 200 and < 500, what);
                    if (status >= 400)
                    {
                        refused++;
                        Assert.True(IsProblem(answer), what);
                    }
                }
            }
        }

        Assert.True(closed <= endpoints, $"{closed} connections closed");
        Assert.True(endpoints >= 8, $"{endpoints} endpoints");
        Assert.True(refused > endpoints * BodiesPerEndpoint / 2, $"{refused} refused");
        var id = await platform.SubmitAsync(PlatformFixture.NewNumber(), "仍然可用");
        await platform.WaitForStateAsync(id, "delivered");
    }

    private static bool IsProblem(string answer)
    {
        var problem = JsonNode.Parse(answer) as JsonObject;
        return problem?["code"] is JsonValue code
            && code.ToString().Length > 0
            && problem["title"] is not null;
    }

    private static async Task<(int Status, string Answer)> SendAsync(
        HttpClient console,
        string method,
        string url,
        byte[] body
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), url)
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await console.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    private async Task<(int Status, string Answer)> SendSignedAsync(string method, string url, byte[] body)
    {
        var (status, answer) = await platform.SendAsync(HttpMethod.Parse(method), url, body);
        return (status, answer.ToJsonString());
    }

    /// <summary>Makes a body of the schema's shape, with values from the edges, and then spoils its octets.</summary>
    private sealed class BodyMutator(JsonNode document, int seed)
    {
        private static readonly string[] Strings =
        [
            "",
            " ",
            "13800138000",
            "1380013800",
            "care",
            "\0",
            "\ud800",
            "￿𠮷",
            new string('长', 5_000),
            "../../etc/passwd",
            "' OR 1=1 --",
            "{{name}}",
            "2026-11-23T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
        ];

        private static readonly string[] Numbers =
        [
            "0",
            "-1",
            "1",
            "2147483648",
            "-9223372036854775809",
            "1e400",
            "0.5",
            "NaN",
        ];

        private readonly Random _random = new(seed);

        public byte[] Next(JsonNode schema)
        {
            var text = Value(schema, 0);
            var octets = Encoding.UTF8.GetBytes(text);
            switch (_random.Next(8))
            {
                case 0:
                    return octets[.._random.Next(octets.Length)];
                case 1:
                    octets[_random.Next(octets.Length)] = (byte)_random.Next(256);
                    return octets;
                case 2:
                    return [.. octets, .. "}"u8];
                case 3:
                    return [0xEF, 0xBB, 0xBF, .. octets];
                default:
                    return octets;
            }
        }

        /// <summary>JSON text, because what is to be tried can't all be held by a JSON node.</summary>
        private string Value(JsonNode schema, int depth)
        {
            if (schema["$ref"] is { } reference)
            {
                var name = reference.ToString().Split('/')[^1];
                return Value(document["components"]!["schemas"]![name]!, depth);
            }

            switch (_random.Next(14))
            {
                case 0:
                    return "null";
                case 1:
                    return Numbers[_random.Next(Numbers.Length)];
                case 2:
                    return Text();
                case 3:
                    return new string('[', 200) + new string(']', 200);
                case 4:
                    return "{}";
                default:
                    break;
            }

            if (schema["properties"] is JsonObject properties)
            {
                var members = properties
                    .Where(_ => _random.Next(6) > 0)
                    .Select(member => $"\"{member.Key}\":{Value(member.Value!, depth + 1)}")
                    .ToList();
                if (members.Count > 0 && _random.Next(8) == 0)
                {
                    members.Add(members[0]);
                }

                return $"{{{string.Join(',', members)}}}";
            }

            if (schema["items"] is { } items)
            {
                var count = _random.Next(20) == 0 ? 3_000 : _random.Next(4);
                return $"[{string.Join(',', Enumerable.Range(0, count).Select(_ => Value(items, depth + 1)))}]";
            }

            return Text();
        }

        private string Text() =>
            _random.Next(20) == 0
                // A lone surrogate, as no encoder would write it.
                ? "\"\\ud800\""
                : System.Text.Json.JsonSerializer.Serialize(Strings[_random.Next(Strings.Length)]);
    }
}
