using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Health;
using Yixun.Functions.Runtime.Hosting;
using Yixun.Functions.Runtime.Invocation;

namespace Yixun.Functions.Runtime.Http;

/// <summary>A web server for the HTTP functions. It has services of its own; functions and results see the host's.</summary>
internal sealed class FunctionHttpServer(
    HostSettings settings,
    FunctionRunners runners,
    FunctionHealth health,
    IHostEnvironment environment,
    ILoggerFactory loggers
) : IAsyncDisposable
{
    private WebApplication? _app;
    private IReadOnlyList<(HttpFunctionTrigger Trigger, FunctionRunner Runner)> _functions = [];

    /// <exception cref="IOException">An address is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _app = Build();
        _functions = runners.Of<HttpFunctionTrigger>();
        _app.Use(AnswerAsHost);
        foreach (var (trigger, runner) in _functions)
        {
            Map(_app, trigger, runner);
        }

        settings.Options.AfterFunctions?.Invoke(_app);
        foreach (var url in settings.Urls)
        {
            _app.Urls.Add(url);
        }

        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        health.Addresses = [.. _app.Urls];
        foreach (var (_, runner) in _functions)
        {
            runner.Activity.Listening();
        }
    }

    /// <summary>Takes no more requests, and waits for those that run until the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is null)
        {
            return;
        }

        await _app.StopAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (_, runner) in _functions)
        {
            runner.Activity.Stopped();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync().ConfigureAwait(false);
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                ApplicationName = environment.ApplicationName,
                ContentRootPath = environment.ContentRootPath,
                EnvironmentName = Environments.Production,
            }
        );
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.Options.MaxRequestBodySize;
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        settings.Options.ConfigureServer?.Invoke(builder);
        return builder.Build();
    }

    private void Map(WebApplication app, HttpFunctionTrigger trigger, FunctionRunner runner)
    {
        RequestDelegate handler = new HttpFunctionEndpoint(
            runner,
            loggers.CreateLogger<HttpFunctionEndpoint>()
        ).InvokeAsync;
        var pattern = "/" + trigger.Route;
        var endpoint =
            trigger.Methods.Count == 0
                ? app.Map(pattern, handler)
                : app.MapMethods(pattern, trigger.Methods, handler);
        endpoint.WithDisplayName(runner.Function.Definition.Name).WithMetadata(runner.Activity.Function);
    }

    /// <summary>
    /// As the Azure Functions host answers: a verb that no function takes is 404 (routing would say 405, with an
    /// endpoint of its own that has no metadata), and <c>/</c> is 200 although nothing is there.
    /// </summary>
    private static async Task AnswerAsHost(HttpContext http, RequestDelegate next)
    {
        await next(http).ConfigureAwait(false);
        if (http.Response.HasStarted)
        {
            return;
        }

        var endpoint = http.GetEndpoint();
        if (
            http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
            && endpoint?.Metadata.Count == 0
        )
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (
            http.Response.StatusCode == StatusCodes.Status404NotFound
            && endpoint is null
            && http.Request.Path == "/"
        )
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
        }
    }
}
