using System.Reflection;
using Microsoft.AspNetCore.Builder;

namespace Yixun.Functions.Runtime;

/// <summary>How the functions of a process run.</summary>
public sealed class FunctionRuntimeOptions
{
    /// <summary>Where functions are looked for.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>Which classes of the assemblies are looked at; null: all.</summary>
    public Func<Type, bool>? Classes { get; set; }

    /// <summary>
    /// Addresses to listen on, such as <c>http://127.0.0.1:0</c> (port 0: any free one, see
    /// <see cref="Health.FunctionHealth.Addresses"/>). Empty: setting <c>urls</c> (as in <c>ASPNETCORE_URLS</c>), else
    /// <c>http://127.0.0.1:7071</c>.
    /// </summary>
    public IList<string> Urls { get; } = [];

    /// <summary>
    /// The host.json to read, relative to the content root; it need not exist. Settings below
    /// <c>AzureFunctionsJobHost:</c> override it, and the properties below override both.
    /// </summary>
    public string HostJson { get; set; } = "host.json";

    /// <summary>Put before every route; null: <c>extensions.http.routePrefix</c>, by default <c>api</c>.</summary>
    public string? RoutePrefix { get; set; }

    /// <summary>
    /// How many chunks of one queue may wait in this process; null: <c>extensions.rabbitMQ.prefetchCount</c>, by default 30.
    /// </summary>
    public ushort? Prefetch { get; set; }

    /// <summary>
    /// How many chunks of one queue may run at once in this process. 1, the default, is what the Azure Functions host does;
    /// functions can't tell more from several replicas.
    /// </summary>
    public int ChunksAtOnce { get; set; } = 1;

    /// <summary>
    /// Queues of which more chunks run at once than <see cref="ChunksAtOnce"/>, by name; twice as many may wait.
    /// </summary>
    public IDictionary<string, int> ChunksAtOnceOf { get; } =
        new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Largest request body in bytes; null: no limit. A larger one is a BadHttpRequestException with status 413.</summary>
    public long? MaxRequestBodySize { get; set; } = 30_000_000;

    /// <summary>
    /// How long running invocations may go on once the host stops; then their token is cancelled, and what still runs
    /// is left behind with its chunk unsettled.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Adds to the web server before it is built: its own services, certificates, limits.</summary>
    public Action<WebApplicationBuilder>? ConfigureServer { get; set; }

    /// <summary>Adds what is served when no function matches: static files, fallbacks, endpoints of the composing process.</summary>
    public Action<WebApplication>? AfterFunctions { get; set; }
}
