using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Yixun.Functions.Runtime.Tests.Http;

/// <summary>What the Azure Functions host does with HTTP triggers, and this runtime too.</summary>
public sealed class HttpConformanceTests
{
    private const string Item = "/api/items/9007199254740993/a%20b/0f8fad5b-d9cb-469f-a165-70867728950e";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Route_without_prefix_setting_is_below_api()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/api/plain", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/plain", Token)).StatusCode);
    }

    [Fact]
    public async Task Route_with_empty_prefix_in_host_json_is_at_the_root()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(
            path,
            """{"version":"2.0","extensions":{"http":{"routePrefix":""}}}""",
            Token
        );
        try
        {
            await using var app = await RunningApp.StartAsync(
                [typeof(HttpSamples)],
                options => options.HostJson = path
            );

            Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/plain", Token)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/plain", Token)).StatusCode);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Route_with_prefix_in_job_host_setting_is_below_it()
    {
        await using var app = await RunningApp.StartAsync(
            [typeof(HttpSamples)],
            settings: ("AzureFunctionsJobHost:extensions:http:routePrefix", "/v2/")
        );

        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/v2/plain", Token)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/plain")]
    [InlineData("HEAD", "/api/plain")]
    [InlineData("PUT", Item)]
    [InlineData("GET", "/api/items/abc/x/0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("GET", "/api/items/1/x/not-a-guid")]
    [InlineData("GET", "/nothing/here")]
    public async Task Request_with_other_verb_or_constraint_is_404(string verb, string path)
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        var answer = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(verb), path), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Request_without_verbs_declared_takes_all_and_keeps_its_own_405()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        var answer = await app.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Patch, "/api/any-verb"),
            Token
        );

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Exception_is_500_without_body()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        var answer = await app.Http.GetAsync("/api/fails", Token);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(Token));
        var status = Assert.Single(app.Health.Functions, function => function.Name == "fails");
        Assert.Equal((1, 1, 0), (status.Invocations, status.Failures, status.Running));
    }

    [Fact]
    public async Task Exception_after_the_answer_began_breaks_the_connection()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            app.Http.GetStringAsync("/api/fails-late", Token)
        );
    }

    [Fact]
    public async Task Result_of_json_has_status_and_bound_values()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        var answer = await app.Http.GetAsync(Item + "/7", Token);

        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(9007199254740993, json.GetProperty("id").GetInt64());
        Assert.Equal("a b", json.GetProperty("code").GetString());
        Assert.Equal(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), json.GetProperty("key").GetGuid());
        Assert.Equal(7, json.GetProperty("page").GetInt32());
        Assert.Equal("a b", json.GetProperty("bound").GetString());
        Assert.Equal("item", json.GetProperty("name").GetString());
        Assert.True(json.GetProperty("same").GetBoolean());
        Assert.True(json.GetProperty("injected").GetBoolean());
    }

    [Fact]
    public async Task Route_value_that_is_optional_and_absent_is_null()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        var answer = await app.Http.DeleteAsync(Item, Token);

        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("page").ValueKind);
        Assert.Equal("DELETE", json.GetProperty("verb").GetString());
    }

    [Fact]
    public async Task Route_value_of_another_type_is_500()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        Assert.Equal(
            "12",
            (await app.Http.GetAsync("/api/numbers/12", Token)).Headers.GetValues("X-Number").Single()
        );
        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await app.Http.GetAsync("/api/numbers/x", Token)).StatusCode
        );
    }

    [Fact]
    public async Task Result_of_redirect_is_302_with_location()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        var answer = await app.Http.GetAsync("/api/redirect", Token);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("https://example.org/a?b=c", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Result_of_stream_is_one_megabyte()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        Assert.Equal(1024 * 1024, (await app.Http.GetByteArrayAsync("/api/stream", Token)).Length);
    }

    [Fact]
    public async Task Body_is_given_raw()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);
        byte[] sent = [0, 255, 10, 13, 0];

        var answer = await app.Http.PostAsync("/api/raw", new ByteArrayContent(sent), Token);

        Assert.Equal(sent, await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Path_and_query_are_as_sent()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        Assert.Equal(
            "/api/plain?a=%E4%BD%A0&b=1+2&a=3",
            await app.Http.GetStringAsync("/api/plain?a=%E4%BD%A0&b=1+2&a=3", Token)
        );
    }

    [Fact]
    public async Task FromBody_with_json_is_bound()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        var answer = await app.Http.PostAsync("/api/items", Json("""{"text":"好","COUNT":1}"""), Token);

        Assert.Equal(
            new HttpSamples.Note("好", 2),
            await answer.Content.ReadFromJsonAsync<HttpSamples.Note>(Token)
        );
    }

    [Fact]
    public async Task FromBody_with_bad_json_throws_InvalidOperationException_through_the_middleware()
    {
        Exception? seen = null;
        await using var app = await RunningApp.StartAsync(
            [typeof(HttpSamples)],
            worker: worker => worker.Use(next => Observe(next, exception => seen = exception))
        );

        var answer = await app.Http.PostAsync("/api/items", Json("{"), Token);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.IsType<InvalidOperationException>(seen);
    }

    [Theory]
    [InlineData("/api/raw")]
    [InlineData("/api/items")]
    public async Task Body_over_the_limit_throws_BadHttpRequestException_and_is_413(string path)
    {
        Exception? seen = null;
        await using var app = await RunningApp.StartAsync(
            [typeof(HttpSamples)],
            options => options.MaxRequestBodySize = 1000,
            worker: worker => worker.Use(next => Observe(next, exception => seen = exception))
        );

        var answer = await app.Http.PostAsync(path, Json("\"" + new string('x', 1000) + "\""), Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(413, Assert.IsAssignableFrom<BadHttpRequestException>(seen).StatusCode);
    }

    [Fact]
    public async Task Middleware_that_answers_401_with_json_keeps_the_function_from_running()
    {
        await using var app = await RunningApp.StartAsync(
            [typeof(HttpSamples)],
            worker: worker => worker.UseMiddleware<RefusingMiddleware>()
        );

        var answer = await app.Http.GetAsync("/api/plain", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "plain",
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("refused").GetString()
        );
    }

    [Fact]
    public async Task Middleware_added_first_is_outermost_and_sees_the_result_before_it_is_executed()
    {
        var order = new List<string>();
        await using var app = await RunningApp.StartAsync(
            [typeof(HttpSamples)],
            worker: worker =>
                worker
                    .Use(next =>
                        async context =>
                        {
                            order.Add("first");
                            await next(context);
                            Assert.False(context.GetHttpContext()!.Response.HasStarted);
                            context.GetInvocationResult().Value = Results.Text("replaced");
                            order.Add("first again");
                        }
                    )
                    .Use(next =>
                        async context =>
                        {
                            order.Add("second");
                            await next(context);
                            Assert.IsAssignableFrom<IResult>(context.GetInvocationResult().Value);
                        }
                    )
        );

        Assert.Equal("replaced", await app.Http.GetStringAsync("/api/plain", Token));
        Assert.Equal(["first", "second", "first again"], order);
    }

    [Fact]
    public async Task Root_is_200_although_nothing_is_there()
    {
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/", Token)).StatusCode);
    }

    [Fact]
    public async Task AfterFunctions_serves_what_no_function_takes()
    {
        await using var app = await RunningApp.StartAsync(
            [typeof(HttpSamples)],
            options =>
                options.AfterFunctions = web =>
                {
                    web.MapGet("/admin/{**rest}", (RequestDelegate)(http => http.Response.WriteAsync("spa")));
                    web.MapGet("/", (RequestDelegate)(http => http.Response.WriteAsync("home")));
                }
        );

        Assert.Equal("spa", await app.Http.GetStringAsync("/admin/channels/3", Token));
        Assert.Equal("home", await app.Http.GetStringAsync("/", Token));
        Assert.Equal("/api/plain", await app.Http.GetStringAsync("/api/plain", Token));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static FunctionExecutionDelegate Observe(FunctionExecutionDelegate next, Action<Exception> saw) =>
        async context =>
        {
            try
            {
                await next(context);
            }
            catch (Exception exception)
            {
                saw(exception);
                throw;
            }
        };
}
