using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;
using Yixun.Functions.Runtime.Health;

namespace Yixun.Functions.Runtime.Tests;

/// <summary>A host that runs the functions of some classes of this assembly, on a free port.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningApp(IHost host)
    {
        _host = host;
        Health = host.Services.GetRequiredService<FunctionHealth>();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    public HttpClient Http { get; }

    public FunctionHealth Health { get; }

    public IServiceProvider Services => _host.Services;

    public static RunningApp Create(
        Type[] classes,
        Action<FunctionRuntimeOptions>? options = null,
        Action<IServiceCollection>? services = null,
        Action<IFunctionsWorkerApplicationBuilder>? worker = null,
        params (string Name, string Value)[] settings
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value))
        );
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services?.Invoke(builder.Services);
        var runtime = builder.Services.AddFunctionRuntime(runtime =>
        {
            runtime.Assemblies.Add(typeof(RunningApp).Assembly);
            runtime.Classes = classes.Contains;
            runtime.Urls.Add("http://127.0.0.1:0");
            runtime.HostJson = "no-such-host.json";
            options?.Invoke(runtime);
        });
        worker?.Invoke(runtime);
        return new RunningApp(builder.Build());
    }

    public static async Task<RunningApp> StartAsync(
        Type[] classes,
        Action<FunctionRuntimeOptions>? options = null,
        Action<IServiceCollection>? services = null,
        Action<IFunctionsWorkerApplicationBuilder>? worker = null,
        params (string Name, string Value)[] settings
    )
    {
        var app = Create(classes, options, services, worker, settings);
        await app.StartAsync();
        return app;
    }

    public async Task StartAsync()
    {
        await _host.StartAsync(TestContext.Current.CancellationToken);
        Http.BaseAddress = new Uri(Health.Addresses[0]);
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
