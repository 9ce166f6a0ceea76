using System.Globalization;
using System.Text.Json.Nodes;
using Yixun.RealParts;

namespace Yixun.LoadTest.Sites;

/// <summary>
/// The platform as a hospital runs it: function processes, carrier daemons, RabbitMQ, PostgreSQL and Redis, each a process
/// of its own, with simulated carriers outside. Set up as an operator does: by the command line and the admin API.
/// </summary>
internal sealed class Site : IPlatform
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-site-").FullName;
    private readonly RabbitMqServer _broker = new();
    private readonly PostgreSqlServer _database;
    private readonly RedisServer _redis = new();
    private readonly List<SiteProcess> _functions = [];
    private readonly List<SiteProcess> _daemons = [];
    private readonly List<SiteProcess> _ended = [];
    private readonly HttpClient _plain = new(new SocketsHttpHandler { UseProxy = false });
    private WitnessProcess? _carriers;
    private SiteOperator? _operator;
    private int _started;
    private bool _sharesChannels;

    private Site(bool durable) => _database = new PostgreSqlServer { IsDurable = durable };

    public Uri Url { get; private set; } = null!;

    public string Key => "load";

    public string Secret { get; private set; } = "";

    public RedisServer SharedRedis => _redis;

    public WitnessProcess Carriers => _carriers!;

    public Uri? Simulator => _carriers?.Url;

    public RabbitMqServer Broker => _broker;

    public PostgreSqlServer PostgreSql => _database;

    public IReadOnlyList<SiteProcess> Functions => _functions;

    public IReadOnlyList<SiteProcess> Daemons => _daemons;

    public long WorkingSet => _functions.Concat(_daemons).Sum(process => process.WorkingSet);

    /// <summary>Of the whole machine: servers of many processes take part.</summary>
    public TimeSpan ProcessorTime => Machine.ProcessorTime;

    public string DatabaseConnection => _database.ConnectionString;

    public string KeyFile => Path.Combine(_folder, "keys.json");

    public IReadOnlyDictionary<string, TimeSpan> ProcessorTimeOfParts =>
        ProcessTree.Times([
            .. _functions.Select(process => ("functions", process.Id)),
            .. _daemons.Select(process => ("daemon", process.Id)),
            ("rabbitmq", _broker.ProcessId),
            ("postgresql", _database.ProcessId),
            ("carriers", Carriers.Id),
        ]);

    private string ConfigFile => Path.Combine(_folder, "config.json");

    /// <summary>Starts function processes and daemons, connected and ready.</summary>
    /// <param name="settings">Members of section Yixun, as JSON without the braces.</param>
    /// <param name="durable">The database flushes to the disk before it acknowledges.</param>
    /// <param name="messageLimit">Messages that the simulated phones keep; the oldest go first.</param>
    /// <param name="replicas">Function processes, and daemons, which share the channels' connections.</param>
    public static async Task<Site> StartAsync(
        string settings,
        bool durable,
        int connections,
        int window,
        CancellationToken cancellationToken,
        int replicas = 1,
        int messageLimit = 1_000_000
    )
    {
        var site = new Site(durable) { _sharesChannels = replicas > 1 };
        try
        {
            await Task.WhenAll(
                site._broker.InitializeAsync().AsTask(),
                site._database.InitializeAsync().AsTask(),
                site._redis.InitializeAsync().AsTask()
            );
            site._carriers = await WitnessProcess.StartAsync(
                Programs.Simulator,
                messageLimit,
                cancellationToken
            );
            await site.SetUpAsync(settings, cancellationToken);
            for (var replica = 0; replica < replicas; replica++)
            {
                await site.AddFunctionsAsync(cancellationToken);
                await site.AddDaemonAsync(cancellationToken);
            }

            await site.OpenAsync(connections, window, cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another function process on a port of its own, and waits until it is ready.</summary>
    public async Task<Uri> AddFunctionsAsync(CancellationToken cancellationToken)
    {
        var process = Launch(Programs.FunctionsHost, FreeUrl());
        _functions.Add(process);
        await ReadyAsync(process, cancellationToken);
        Url ??= process.Url;
        return process.Url;
    }

    /// <summary>Starts another daemon, and waits until it is ready.</summary>
    public async Task<Uri> AddDaemonAsync(CancellationToken cancellationToken)
    {
        var process = Launch(Programs.DaemonHost, FreeUrl());
        _daemons.Add(process);
        await ReadyAsync(process, cancellationToken);
        return process.Url;
    }

    /// <summary>Starts a function process or daemon that has ended again, where it was; does not wait until it is ready.</summary>
    public void Relaunch(SiteProcess ended)
    {
        var place = _functions.Contains(ended) ? _functions : _daemons;
        place[place.IndexOf(ended)] = Launch(ended.Assembly, ended.Url);
        _ended.Add(ended);
    }

    /// <summary>Waits until every process is ready.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        foreach (var process in _functions.Concat(_daemons))
        {
            await ReadyAsync(process, cancellationToken);
        }
    }

    /// <summary>Runs the operators' command line on this site.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task<string> OperateAsync(params string[] arguments) =>
        RunAsync([.. arguments, "--config", ConfigFile]);

    /// <summary>Runs the operators' command line on this site, whatever comes of it.</summary>
    public Task<(int Code, string Output, string Error)> TryOperateAsync(params string[] arguments) =>
        TryRunAsync([.. arguments, "--config", ConfigFile]);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await TryRunAsync(arguments);
        return code == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {error}");
    }

    private static async Task<(int Code, string Output, string Error)> TryRunAsync(string[] arguments)
    {
        using var process = Platform.Launch(Programs.CommandLine, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _functions.Concat(_daemons).Concat(_ended))
        {
            await process.DisposeAsync();
        }

        if (_carriers is not null)
        {
            await _carriers.DisposeAsync();
        }

        _operator?.Dispose();
        _plain.Dispose();
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
        await _redis.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SetUpAsync(string settings, CancellationToken cancellationToken)
    {
        await RunAsync("keys", "generate", KeyFile);
        var site = JsonNode.Parse($"{{{settings}}}")!.AsObject();
        site["Database"] = new JsonObject
        {
            ["Provider"] = "postgresql",
            ["ConnectionString"] = _database.ConnectionString,
        };
        if (_sharesChannels)
        {
            site["Leases"] = new JsonObject
            {
                ["Provider"] = "Postgres",
                ["ConnectionString"] = _database.ConnectionString,
            };
        }

        site["Keys"] = new JsonObject { ["File"] = KeyFile };
        site["Hospital"] = new JsonObject { ["Name"] = "示例医院" };
        var config = new JsonObject
        {
            ["RabbitMq"] = _broker.Uri.ToString(),
            ["Redis"] = _redis.ConnectionString,
            ["Yixun"] = site,
        };
        await File.WriteAllTextAsync(ConfigFile, config.ToJsonString(), cancellationToken);
        await OperateAsync("db", "migrate");
        await OperateAsync("topology", "declare");
    }

    /// <summary>Signs in as the first administrator, adds the system that submits, and the channels to the carriers.</summary>
    private async Task OpenAsync(int connections, int window, CancellationToken cancellationToken)
    {
        var said = await OperateAsync("admin", "create", "admin");
        _operator = await SiteOperator.SignInAsync(Url, said.Trim().Split(' ')[^1], cancellationToken);
        Secret = await _operator.AddSystemAsync(Key, cancellationToken);
        foreach (var (name, port) in Carriers.Ports)
        {
            await _operator.AddChannelAsync(
                name,
                new ChannelAddress("127.0.0.1", port, WitnessProcess.Account, WitnessProcess.Secret),
                connections,
                window,
                cancellationToken
            );
        }

        await UntilAsync(
            async () => await _operator.AreChannelsConnectedAsync(connections, cancellationToken),
            "channels to be connected",
            cancellationToken
        );
    }

    /// <summary>Asks something of the admin API as the administrator.</summary>
    /// <exception cref="InvalidOperationException">It refused.</exception>
    public Task<JsonNode> AskAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    ) => _operator!.AskAsync(method, path, body, cancellationToken);

    private static Uri FreeUrl() =>
        new($"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");

    private SiteProcess Launch(string assembly, Uri url) =>
        SiteProcess.Start(
            assembly,
            url,
            new Dictionary<string, string> { ["YIXUN_CONFIG"] = ConfigFile },
            Path.Combine(
                _folder,
                $"{Path.GetFileNameWithoutExtension(assembly)}-{Interlocked.Increment(ref _started)}.json"
            )
        );

    private Task ReadyAsync(SiteProcess process, CancellationToken cancellationToken) =>
        UntilAsync(
            async () =>
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException(
                        $"It ended: {await File.ReadAllTextAsync(process.Log + ".err", cancellationToken)}"
                    );
                }

                try
                {
                    using var response = await _plain.GetAsync(
                        new Uri(process.Url, "/health/ready"),
                        cancellationToken
                    );
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"{process.Url} to be ready",
            cancellationToken
        );

    /// <summary>Looks until something is so.</summary>
    /// <param name="patience">A minute when left out.</param>
    /// <exception cref="InvalidOperationException">It is not within that time.</exception>
    public static async Task UntilAsync(
        Func<Task<bool>> isSo,
        string what,
        CancellationToken cancellationToken,
        TimeSpan? patience = null
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (!await isSo())
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"Waited in vain for {what}.");
        }
    }
}
