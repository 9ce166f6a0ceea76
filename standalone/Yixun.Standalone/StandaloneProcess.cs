using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.FileProviders;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Yixun.CarrierDaemon.Hosting;
using Yixun.CarrierSimulator;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Leases;
using Yixun.Data.Sqlite;
using Yixun.Functions.Admin;
using Yixun.Functions.Health;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Runtime;
using Yixun.Functions.Runtime.Health;
using Yixun.Hosting;
using Yixun.Hosting.Tracing;
using Yixun.Messaging.InProcess;
using Yixun.Messaging.Transport;

namespace Yixun.Standalone;

/// <summary>The whole platform in one process: SQLite, in-process queues, functions, carrier daemon, simulated carriers.</summary>
internal static class StandaloneProcess
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(8);
    private static readonly PathString[] ServerPaths = ["/api", "/health", "/metrics", "/s", "/h", "/m"];
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web);

    /// <summary>Runs until the token is cancelled.</summary>
    /// <exception cref="StartException">It can't start; the message says what to do.</exception>
    /// <exception cref="Data.Store.StoreUnavailableException">The database can't be used.</exception>
    public static async Task RunAsync(StandaloneOptions options, CancellationToken stop)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory }
        );
        Configure(builder.Configuration, options);
        using var folder = DataFolder.Open(options.Data);
        var keys = folder.LoadKeys();
        var firstLogin = folder.LoadFirstLogin();
        using var database = new SqliteDatabase(folder.Database);
        await database.MigrateAsync(stop);

        CarrierSimulatorHost? simulator = null;
        if (
            !builder.Configuration.GetSection("Yixun:Channels").GetChildren().Any()
            && builder.Configuration.GetValue("Yixun:Demonstration", true)
        )
        {
            (simulator, var channels) = await DemonstrationCarriers.StartAsync(stop);
            builder.Configuration.AddInMemoryCollection(channels);
            if (options.Port > 0 && string.IsNullOrEmpty(builder.Configuration["Yixun:PublicBaseUrl"]))
            {
                // The simulated phones are on this machine: links of the demonstration open here.
                builder.Configuration["Yixun:PublicBaseUrl"] = $"http://127.0.0.1:{options.Port}";
            }
        }

        try
        {
            ConfigureLogging(builder, folder);
            AddServices(builder, options, database, keys, firstLogin);
            AddTracing(builder);
            using var host = builder.Build();
            await host.Services.GetRequiredService<LeaseStore>().EndAllAsync(stop);
            await host.Services.GetRequiredService<NodeLease>().TakeAsync(stop);
            await host.StartAsync(stop);
            await host.Services.GetRequiredService<RoadStart>().ResumeAsync(stop);
            var health = host.Services.GetRequiredService<FunctionHealth>();
            folder.WriteUrl(health.Addresses[0].TrimEnd('/'));
            Announce(options, health, firstLogin, simulator);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }
            catch (OperationCanceledException)
            {
                // The signal to stop.
            }

            using var bounded = new CancellationTokenSource(StopTime);
            await host.StopAsync(bounded.Token);
        }
        finally
        {
            if (simulator is not null)
            {
                await simulator.DisposeAsync();
            }

            await Log.CloseAndFlushAsync();
        }
    }

    public static bool IsAddressInUse(Exception exception) =>
        exception is AddressInUseException
        || exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        || (exception.InnerException is { } inner && IsAddressInUse(inner));

    private static void Configure(ConfigurationManager configuration, StandaloneOptions options)
    {
        if (options.Config is not null)
        {
            if (!File.Exists(options.Config))
            {
                throw new StartException($"找不到配置文件 {options.Config} (config file not found)");
            }

            try
            {
                configuration.AddJsonFile(options.Config);
            }
            catch (InvalidDataException exception)
            {
                throw new StartException(
                    $"配置文件 {options.Config} 不是合法的 JSON (not valid JSON)",
                    exception
                );
            }
        }
    }

    private static void AddTracing(HostApplicationBuilder builder)
    {
        try
        {
            builder.AddTracing("standalone");
        }
        catch (PlatformStartException exception)
        {
            throw new StartException($"配置有误：{exception.Message} (bad configuration)", exception);
        }
    }

    private static void ConfigureLogging(HostApplicationBuilder builder, DataFolder folder)
    {
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.File(
                new RenderedCompactJsonFormatter(),
                Path.Combine(folder.Logs, "yixun-.json"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 200,
                fileSizeLimitBytes: 256 << 20,
                rollOnFileSizeLimit: true
            )
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(Log.Logger);
    }

    private static void AddServices(
        HostApplicationBuilder builder,
        StandaloneOptions options,
        SqliteDatabase database,
        DataKeyRing keys,
        FirstLogin firstLogin
    )
    {
        var services = builder.Services;
        var queues = new InProcessQueues(
            new InProcessQueueOptions { MaxChunks = 100_000, MaxBytes = 64 << 20 }
        );
        services.AddSingleton<IQueuePublisher>(queues);
        services.AddSingleton<IQueueConsumerFactory>(queues);
        services.AddSingleton<IQueueTopology>(queues);
        services.AddSqliteStore(
            database,
            builder.Configuration.GetSection("Yixun:Store").Get<SqliteStoreOptions>()
                ?? new SqliteStoreOptions()
        );
        services.AddHostedService<StoreMetrics>();
        services.AddSingleton<IReadinessCheck, WriterReadiness>();
        services.AddSingleton(keys);
        services.AddSingleton(firstLogin);
        services.AddSingleton<NodeLease>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeLease>());
        services.AddSingleton(provider => new MessageIdGenerator(
            provider.GetRequiredService<NodeLease>().Node,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddYixunFunctions(builder.Configuration);
        services.AddSingleton(provider =>
            provider.GetRequiredService<Functions.Reference.ReferenceData>().Lanes
        );
        services.AddHostedService<StandaloneRoad>();
        services
            .AddFunctionRuntime(runtime =>
            {
                runtime.Assemblies.Add(typeof(FunctionServices).Assembly);
                runtime.Urls.Add($"http://127.0.0.1:{options.Port}");
                runtime.RoutePrefix = "";
                runtime.Prefetch = 16;
                runtime.ChunksAtOnce = 8;
                runtime.StopTimeout = TimeSpan.FromSeconds(3);
                runtime.AfterFunctions = app =>
                {
                    app.AnswerUnknownRoutes();
                    MapConsole(app, options);
                };
            })
            .UseYixunMiddleware();
        // After the runtime, so that it stops before it: its last results still need their consumer.
        services.AddCarrierDaemon();
    }

    /// <summary>
    /// Static files of the console; every path that is not the API's and names no file shows its first page.
    /// </summary>
    private static void MapConsole(WebApplication app, StandaloneOptions options)
    {
        if (options.Ui is null || !File.Exists(Path.Combine(options.Ui, "index.html")))
        {
            return;
        }

        app.Use(
            (context, next) =>
            {
                var path = context.Request.Path;
                if (!ServerPaths.Any(server => path.StartsWithSegments(server, StringComparison.Ordinal)))
                {
                    // The runtime answers "/" itself: here the console is in its place.
                    context.SetEndpoint(null);
                    if (!Path.HasExtension(path.Value))
                    {
                        context.Request.Path = "/index.html";
                    }
                }

                return next(context);
            }
        );
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(options.Ui),
                OnPrepareResponse = file =>
                {
                    var headers = file.Context.Response.Headers;
                    headers.XContentTypeOptions = "nosniff";
                    headers.XFrameOptions = "DENY";
                    headers.ContentSecurityPolicy =
                        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
                    // Assets carry a hash in their names; the page that names them does not.
                    headers.CacheControl = file.Context.Request.Path.StartsWithSegments(
                        "/assets",
                        StringComparison.Ordinal
                    )
                        ? "public, max-age=31536000, immutable"
                        : "no-cache";
                },
            }
        );
    }

    private static void Announce(
        StandaloneOptions options,
        FunctionHealth health,
        FirstLogin firstLogin,
        CarrierSimulatorHost? simulator
    )
    {
        var url = health.Addresses[0].TrimEnd('/');
        if (options.Json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        url,
                        admin = new { account = firstLogin.Account, password = firstLogin.Password },
                        system = new { key = firstLogin.Key, secret = firstLogin.Secret },
                        simulator = simulator is null
                            ? null
                            : new
                            {
                                url = simulator.HttpUrl.ToString().TrimEnd('/'),
                                gateways = simulator.Gateways,
                            },
                        data = options.Data,
                    },
                    JsonOptions
                )
            );
            return;
        }

        Console.WriteLine($"医讯已就绪 Yixun is ready");
        Console.WriteLine($"  管理后台 console     {url}/");
        Console.WriteLine($"  首次登录 first login {firstLogin.Account} / {firstLogin.Password}");
        Console.WriteLine($"  接口文档 API docs    {url}/api/docs");
        if (simulator is not null)
        {
            Console.WriteLine($"  模拟手机 phones      {simulator.HttpUrl}");
        }

        Console.WriteLine($"  数据目录 data        {options.Data}");
        Console.WriteLine();
        Console.WriteLine("发送一条短信 send a message:");
        Console.WriteLine();
        Console.WriteLine(CurlLine(url, firstLogin));
        Console.WriteLine();
        Console.WriteLine("按 Ctrl-C 停止 (Ctrl-C stops it)");
    }

    /// <summary>One line for bash that signs and sends; needs curl, openssl and sha256sum.</summary>
    private static string CurlLine(string url, FirstLogin login) =>
        """B='{"lane":"care","content":"请到3号窗口取药。","to":["13800138000"]}'; T=$(date +%s); N=$(cat /proc/sys/kernel/random/uuid); """
        + """H=$(printf %s "$B" | sha256sum | cut -d' ' -f1); """
        + $"""S=$(printf 'POST\n/api/v1/messages\n%s\n%s\n%s' "$T" "$N" "$H" | openssl dgst -sha256 -hmac '{login.Secret}' | sed 's/.* //'); """
        + $"""curl -sS -X POST '{url}/api/v1/messages' -H 'Content-Type: application/json' -H 'X-Yixun-Key: {login.Key}' """
        + """-H "X-Yixun-Timestamp: $T" -H "X-Yixun-Nonce: $N" -H "X-Yixun-Signature: $S" --data-binary "$B"; echo""";
}
