using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

/// <summary><c>./yixun</c> beside a running platform, on its data folder.</summary>
public sealed class OperatorCommandTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channels_lists_every_channel_with_its_connections()
    {
        var (code, lines, _) = await UntilAsync(
            ["channels", "--json"],
            lines => lines.All(line => (int)JsonNode.Parse(line)!["bound"]! > 0)
        );

        Assert.Equal(0, code);
        Assert.Equal(
            ["mobile", "mobile-mms", "telecom", "unicom"],
            lines.Select(line => (string?)JsonNode.Parse(line)!["id"])
        );
        Assert.All(lines, line => Assert.Equal("running", (string?)JsonNode.Parse(line)!["mode"]));
        var gateways = lines.Select(line => (string?)JsonNode.Parse(line)!["gateway"]).ToList();
        Assert.Matches(@"^127\.0\.0\.1:[1-9]\d*$", gateways[0]);
        Assert.Matches(@"^http://127\.0\.0\.1:[1-9]\d*/mmsc/vasp$", gateways[1]);
        Assert.All(lines, line => Assert.DoesNotContain("secret", line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task ChannelsTest_tells_the_course_of_a_message_over_that_channel()
    {
        // A number of China Mobile over the channel of China Unicom: only a test goes that way.
        var (code, lines, error) = await RunAsync("channels", "test", "unicom", "--to", "13800138000");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("Delivered", lines[^1]);
        var id = lines[0].Split(' ')[^1];
        using var console = await platform.SignInAsync();
        var record = JsonNode.Parse(await console.GetStringAsync($"/api/admin/messages/{id}", Cancellation))!;
        Assert.Equal("unicom", (string?)record["channel"]);
        Assert.Contains("by=test", (string?)record["routing"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelsTest_of_a_channel_for_MMS_sends_an_MMS()
    {
        var (code, lines, error) = await RunAsync("channels", "test", "mobile-mms", "--to", "13800138001");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("Delivered", lines[^1]);
        using var console = await platform.SignInAsync();
        var record = JsonNode.Parse(
            await console.GetStringAsync($"/api/admin/messages/{lines[0].Split(' ')[^1]}", Cancellation)
        )!;
        Assert.Equal(("mms", "mobile-mms"), ((string?)record["kind"], (string?)record["channel"]));
    }

    [Fact]
    public async Task ChannelsTest_failed_report_is_told_and_shows_in_the_exit_code()
    {
        var (code, lines, _) = await RunAsync("channels", "test", "mobile", "--to", "13800000000");

        Assert.Equal(5, code);
        Assert.StartsWith("Failed  UNDELIV", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channels", "test", "nowhere", "--to", "13800138000")]
    [InlineData("channels", "test", "mobile", "--to", "12")]
    [InlineData("admin", "reset-password", "nobody")]
    [InlineData("admin", "create", "admin")]
    [InlineData("admin", "create", "Not An Account")]
    [InlineData("topology", "declare")]
    [InlineData("topology", "declare", "--broker", "http://127.0.0.1")]
    public async Task Command_that_can_not_be_done_says_so_in_both_languages(params string[] arguments)
    {
        var (code, lines, error) = await RunAsync(arguments);

        Assert.Equal(1, code);
        Assert.Empty(lines);
        Assert.Contains("错误：", error, StringComparison.Ordinal);
        Assert.Contains("error: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DbMigrate_of_a_database_that_is_up_to_date_changes_nothing()
    {
        var (code, lines, _) = await RunAsync("db", "migrate");

        Assert.Equal(0, code);
        Assert.Contains("up to date", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetPassword_gives_a_password_that_signs_in_and_ends_sessions()
    {
        // On a platform of its own: the others of this class sign in with the first password.
        await using var own = new PlatformFixture();
        await own.InitializeAsync();
        using var before = await own.SignInAsync();
        var (code, lines, _) = await LaunchAsync(own.Data, "admin", "reset-password", "admin");
        var password = Assert.Single(lines).Split(' ')[^1];
        using var ended = await before.GetAsync(
            new Uri("/api/admin/channels", UriKind.Relative),
            Cancellation
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(own.Url, "/api/admin/session"))
        {
            Content = JsonContent.Create(new { account = "admin", password }),
            Headers = { { "X-Yixun-Console", "1" } },
        };
        using var signedIn = await own.Plain.SendAsync(request, Cancellation);

        Assert.Equal(0, code);
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        Assert.True(signedIn.IsSuccessStatusCode, $"{signedIn.StatusCode}");
    }

    [Fact]
    public async Task Create_adds_an_administrator_who_signs_in()
    {
        var (code, lines, _) = await RunAsync("admin", "create", "second", "--name", "值班");
        var password = Assert.Single(lines).Split(' ')[^1];
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(platform.Url, "/api/admin/session")
        )
        {
            Content = JsonContent.Create(new { account = "second", password }),
            Headers = { { "X-Yixun-Console", "1" } },
        };
        using var signedIn = await platform.Plain.SendAsync(request, Cancellation);

        Assert.Equal(0, code);
        Assert.True(signedIn.IsSuccessStatusCode, $"{signedIn.StatusCode}");
        var session = JsonNode.Parse(await signedIn.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal(("second", "值班"), ((string?)session["account"], (string?)session["name"]));
    }

    private Task<(int Code, string[] Lines, string Error)> RunAsync(params string[] arguments) =>
        LaunchAsync(platform.Data, arguments);

    private async Task<(int Code, string[] Lines, string Error)> UntilAsync(
        string[] arguments,
        Func<string[], bool> condition
    )
    {
        while (true)
        {
            var result = await RunAsync(arguments);
            if (result.Code != 0 || condition(result.Lines))
            {
                return result;
            }

            await Task.Delay(200, Cancellation);
        }
    }

    private static async Task<(int Code, string[] Lines, string Error)> LaunchAsync(
        string data,
        params string[] arguments
    )
    {
        var (code, output, error) = await CommandLine.RunAsync(data, arguments);
        return (code, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), error);
    }
}
