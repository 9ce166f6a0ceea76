using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Invocation;

/// <summary>One invocation. What most invocations never ask for is made when it is asked for.</summary>
internal sealed class RunningContext(CompiledFunction function, CancellationToken cancellationToken)
    : FunctionContext
{
    private RunningBindingContext? _bindingContext;
    private RunningTraceContext? _traceContext;
    private RunningFeatures? _features;
    private RunningResult? _result;
    private RunningRetryContext? _retryContext;
    private IDictionary<object, object>? _items;
    private string? _invocationId;
    private IServiceProvider? _services;

    /// <summary>The request of an HTTP trigger.</summary>
    public HttpContext? HttpContext { get; init; }

    /// <summary>The chunk of a queue trigger.</summary>
    public ReadOnlyMemory<byte> Chunk { get; init; }

    /// <summary>What a timer trigger tells.</summary>
    public TimerInfo? Timer { get; init; }

    /// <summary>How often the chunk was run before.</summary>
    public int EarlierRuns { get; init; }

    /// <summary>The request body read for a <c>[FromBody]</c> parameter.</summary>
    public object? RequestBody { get; private set; }

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => function.Definition.Id;

    public override TraceContext TraceContext => _traceContext ??= new RunningTraceContext(Activity.Current);

    public override BindingContext BindingContext =>
        _bindingContext ??= new RunningBindingContext(HttpContext);

    public override RetryContext RetryContext => _retryContext ??= new RunningRetryContext(EarlierRuns);

    public override IServiceProvider InstanceServices
    {
        get => _services ?? throw new InvalidOperationException("The invocation has not begun.");
        set => _services = value;
    }

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new RunningFeatures();

    public override CancellationToken CancellationToken { get; } = cancellationToken;

    public RunningResult Result => _result ??= new RunningResult();

    /// <summary>What the function or its middleware returned.</summary>
    public object? Returned => _result?.Value;

    /// <summary>Binds and calls the function.</summary>
    public async Task ExecuteAsync()
    {
        if (function.RequestBodyReader is { } reader)
        {
            RequestBody = await reader(HttpContext!.Request, CancellationToken).ConfigureAwait(false);
        }

        var target = function.CreateTarget?.Invoke(InstanceServices, null);
        try
        {
            if (await function.Invoke(target, this).ConfigureAwait(false) is { } returned)
            {
                Result.Value = returned;
            }
        }
        finally
        {
            if (target is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync().ConfigureAwait(false);
            }
            else if (target is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
    }
}
