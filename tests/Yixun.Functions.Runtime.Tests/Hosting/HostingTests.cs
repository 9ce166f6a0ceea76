using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;
using Yixun.Functions.Runtime.Discovery;
using Yixun.Functions.Runtime.Health;
using Yixun.Functions.Runtime.Tests.Http;
using Yixun.Functions.Runtime.Tests.Queues;
using Yixun.Messaging.InProcess;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Runtime.Tests.Hosting;

public sealed class HostingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Builder_as_in_a_function_app_runs_it()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<RefusingMiddleware>();
        builder.Logging.ClearProviders();
        builder.Services.Configure<FunctionRuntimeOptions>(options =>
        {
            options.Assemblies.Add(typeof(HttpSamples).Assembly);
            options.Classes = type => type == typeof(HttpSamples);
            options.Urls.Add("http://127.0.0.1:0");
            options.RoutePrefix = "";
        });
        using var host = builder.Build();
        await host.StartAsync(Token);
        using var http = new HttpClient
        {
            BaseAddress = new Uri(host.Services.GetRequiredService<FunctionHealth>().Addresses.Single()),
        };

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/plain", Token)).StatusCode);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Functions_setting_runs_only_those_named()
    {
        Environment.SetEnvironmentVariable("YIXUN_TEST_AzureFunctionsJobHost__functions__0", "Plain");
        Environment.SetEnvironmentVariable("YIXUN_TEST_AzureFunctionsJobHost__functions__1", "raw");
        var settings = new ConfigurationBuilder()
            .AddEnvironmentVariables("YIXUN_TEST_")
            .Build()
            .AsEnumerable()
            .Where(setting => setting.Value is not null)
            .Select(setting => (setting.Key, setting.Value!))
            .ToArray();
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)], settings: settings);

        Assert.Equal(["plain", "raw"], app.Health.Functions.Select(function => function.Name));
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/api/plain", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/stream", Token)).StatusCode);
        Assert.True(app.Health.IsReady);
    }

    [Fact]
    public async Task Catalogue_lists_functions_with_their_triggers()
    {
        await using var app = RunningApp.Create(
            [typeof(HttpSamples), typeof(QueueSamples)],
            settings: ("AzureFunctionsJobHost:functions:0", "nobody")
        );
        var catalogue = app.Services.GetRequiredService<FunctionCatalogue>();

        var add = Assert.Single(catalogue.All, function => function.Name == "add-item");
        var http = Assert.IsType<HttpFunctionTrigger>(add.Trigger);
        Assert.Equal(("api/items", "POST"), (http.Route, http.Methods.Single()));
        Assert.Equal(nameof(HttpSamples.Add), add.Method.Name);
        Assert.Contains(
            catalogue.All,
            function => function.Trigger == new QueueFunctionTrigger(QueueSamples.Queue)
        );
        Assert.Empty(catalogue.Enabled);
        Assert.Equal(["nobody"], catalogue.Unknown);
    }

    [Fact]
    public async Task Queues_declared_by_a_hosted_service_are_there_when_functions_start()
    {
        var queues = new InProcessQueues();
        await using var app = RunningApp.Create(
            [typeof(QueueSamples)],
            services: services =>
                services.AddSingleton(new QueueJournal()).AddSingleton<IQueueConsumerFactory>(queues),
            worker: worker => worker.Services.AddHostedService(_ => new DeclaringService(queues))
        );

        await app.StartAsync();

        Assert.True(app.Health.IsReady);
    }

    [Fact]
    public async Task Stop_lets_a_running_request_finish()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var app = await RunningApp.StartAsync(
            [typeof(HttpSamples)],
            worker: worker =>
                worker.Use(next =>
                    async context =>
                    {
                        entered.SetResult();
                        await release.Task;
                        await next(context);
                    }
                )
        );
        var answer = app.Http.GetStringAsync("/api/plain", Token);
        await entered.Task;

        var stopping = app.StopAsync();
        Assert.False(stopping.IsCompleted);
        release.SetResult();

        Assert.Equal("/api/plain", await answer);
        await stopping;
        Assert.All(app.Health.Functions, function => Assert.Equal(FunctionState.Stopped, function.State));
    }

    [Fact]
    public async Task Invocations_are_measured()
    {
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Yixun.Functions.Runtime")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                if (tags[0].Value is "redirect")
                {
                    lock (measured)
                    {
                        measured.Add($"{instrument.Name} {value}");
                    }
                }
            }
        );
        listener.Start();
        await using var app = await RunningApp.StartAsync([typeof(HttpSamples)]);

        await app.Http.GetAsync("/api/redirect", Token);
        await app.StopAsync();

        lock (measured)
        {
            Assert.Equal(
                ["yixun.functions.running 1", "yixun.functions.running -1", "yixun.functions.invocations 1"],
                measured
            );
        }
    }

    private sealed class DeclaringService(InProcessQueues queues) : BackgroundService
    {
        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            await queues.DeclareAsync(QueueSamples.Queue, cancellationToken);
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
