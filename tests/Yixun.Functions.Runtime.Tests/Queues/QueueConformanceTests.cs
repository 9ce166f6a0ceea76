using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yixun.Functions.Runtime.Health;
using Yixun.Functions.Runtime.Tests.Http;
using Yixun.Messaging;
using Yixun.Messaging.InProcess;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Runtime.Tests.Queues;

/// <summary>What the Azure Functions host does with queue triggers, and this runtime too.</summary>
public sealed class QueueConformanceTests
{
    private readonly InProcessQueues _queues = new();
    private readonly QueueJournal _journal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chunks_of_one_queue_run_one_at_a_time_in_order()
    {
        _journal.Work = async (_, _) => await Task.Yield();
        await using var app = await StartAsync([typeof(QueueSamples)], QueueSamples.Queue);

        for (var number = 0; number < 100; number++)
        {
            await PublishAsync(QueueSamples.Queue, $"{number}");
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}#0"), await _journal.TakeAsync(100));
        Assert.Equal(1, _journal.MostAtOnce);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chunks_run_at_once_as_many_as_the_option_says_and_all_are_waited_for(bool ofThisQueue)
    {
        var release = new TaskCompletionSource();
        _journal.Work = (_, _) => release.Task;
        await using var app = await StartAsync(
            [typeof(QueueSamples)],
            [QueueSamples.Queue],
            options: options =>
            {
                options.ChunksAtOnce = ofThisQueue ? 1 : 3;
                if (ofThisQueue)
                {
                    options.ChunksAtOnceOf[QueueSamples.Queue] = 3;
                }
            }
        );

        for (var number = 0; number < 10; number++)
        {
            await PublishAsync(QueueSamples.Queue, $"{number}");
        }

        Assert.Equal(["0#0", "1#0", "2#0"], (await _journal.TakeAsync(3)).Order());
        var stopping = app.StopAsync();
        release.SetResult();
        await stopping;
        Assert.Equal(3, _journal.MostAtOnce);
        Assert.Equal(7, (await _queues.GetStatusAsync(QueueSamples.Queue, Token))!.Value.Depth);
    }

    [Fact]
    public async Task Chunk_is_acknowledged_only_after_the_function_returned()
    {
        var release = new TaskCompletionSource();
        _journal.Work = (_, _) => release.Task;
        await using var app = await StartAsync([typeof(QueueSamples)], QueueSamples.Queue);

        var settled = _queues.PublishDurableAsync(QueueSamples.Queue, "a"u8.ToArray(), Token).AsTask();
        await _journal.TakeAsync(1);
        Assert.False(settled.IsCompleted);
        Assert.Equal(1, (await _queues.GetStatusAsync(QueueSamples.Queue, Token))!.Value.Depth);

        release.SetResult();
        await settled;
        Assert.Equal(0, (await _queues.GetStatusAsync(QueueSamples.Queue, Token))!.Value.Depth);
    }

    [Fact]
    public async Task Chunk_that_fails_goes_to_the_tail_and_after_five_executions_to_the_dead_letters()
    {
        var go = new TaskCompletionSource();
        _journal.Work = async (chunk, _) =>
        {
            await go.Task;
            if (chunk == "bad")
            {
                throw new InvalidOperationException();
            }
        };
        await using var app = await StartAsync([typeof(QueueSamples)], QueueSamples.Queue);

        await PublishAsync(QueueSamples.Queue, "bad");
        await PublishAsync(QueueSamples.Queue, "good");
        await PublishAsync(QueueSamples.Queue, "better");
        go.SetResult();

        Assert.Equal(
            ["bad#0", "good#0", "better#0", "bad#1", "bad#2", "bad#3", "bad#4"],
            await _journal.TakeAsync(7)
        );
        await using var dead = await _queues.OpenAsync(QueueNames.DeadLetterOf(QueueSamples.Queue), 1, Token);
        Assert.Equal("bad", Encoding.UTF8.GetString((await dead.ReceiveAsync(Token)).Body.Span));
        Assert.Equal(0, (await _queues.GetStatusAsync(QueueSamples.Queue, Token))!.Value.Depth);
        var status = Assert.Single(app.Health.Functions);
        Assert.Equal((7, 5), (status.Invocations, status.Failures));
    }

    [Fact]
    public async Task Chunk_that_fails_in_middleware_counts_as_failed()
    {
        await using var app = await StartAsync(
            [typeof(QueueSamples)],
            [QueueSamples.Queue],
            worker => worker.Use(_ => _ => throw new InvalidOperationException())
        );

        await PublishAsync(QueueSamples.Queue, "a");

        await using var dead = await _queues.OpenAsync(QueueNames.DeadLetterOf(QueueSamples.Queue), 1, Token);
        await dead.ReceiveAsync(Token);
    }

    [Fact]
    public async Task Chunk_binds_as_bytes_memory_or_object_and_queue_name_from_a_setting()
    {
        await using var app = await StartAsync(
            [typeof(QueueSamples.Forms)],
            ["bytes", "memory", "objects"],
            settings: ("ObjectQueue", "objects")
        );

        await PublishAsync("bytes", "abc");
        Assert.Equal(["bytes 3"], await _journal.TakeAsync(1));
        await PublishAsync("memory", "abcd");
        Assert.Equal(["memory 4 True"], await _journal.TakeAsync(1));
        await PublishAsync("objects", """{"number":5}""");
        Assert.Equal(["object 5"], await _journal.TakeAsync(1));
    }

    [Fact]
    public async Task Function_whose_queue_is_missing_is_disabled_for_good_while_http_and_others_run()
    {
        await using var app = await StartAsync(
            [typeof(QueueSamples), typeof(QueueSamples.OnOther), typeof(HttpSamples)],
            QueueSamples.Other
        );

        var disabled = Assert.Single(
            app.Health.Functions,
            function => function.State == FunctionState.Disabled
        );
        Assert.Equal("text", disabled.Name);
        Assert.Contains(QueueSamples.Queue, disabled.Reason, StringComparison.Ordinal);
        Assert.False(app.Health.IsReady);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/api/plain", Token)).StatusCode);
        await PublishAsync(QueueSamples.Other, "x");
        Assert.Equal(["x"], await _journal.TakeAsync(1));

        await _queues.DeclareAsync(QueueSamples.Queue, Token);
        Assert.Equal(0, (await _queues.GetStatusAsync(QueueSamples.Queue, Token))!.Value.Consumers);
    }

    [Fact]
    public async Task Function_without_any_transport_is_disabled()
    {
        await using var app = await RunningApp.StartAsync(
            [typeof(QueueSamples)],
            services: services => services.AddSingleton(_journal)
        );

        Assert.Equal(FunctionState.Disabled, Assert.Single(app.Health.Functions).State);
    }

    [Fact]
    public async Task Prefetch_in_job_host_setting_bounds_what_waits_in_the_process()
    {
        var release = new TaskCompletionSource();
        _journal.Work = (_, _) => release.Task;
        var factory = new PrefetchSpy(_queues);
        await _queues.DeclareAsync(QueueSamples.Queue, Token);
        await using var app = await RunningApp.StartAsync(
            [typeof(QueueSamples)],
            services: services =>
                services.AddSingleton(_journal).AddSingleton<IQueueConsumerFactory>(factory),
            settings: ("AzureFunctionsJobHost:extensions:rabbitMQ:prefetchCount", "3")
        );
        release.SetResult();

        Assert.Equal(3, factory.Prefetch);
    }

    [Fact]
    public async Task Stop_lets_the_running_chunk_finish_and_returns_the_others()
    {
        var release = new TaskCompletionSource();
        _journal.Work = (_, _) => release.Task;
        await using var app = await StartAsync([typeof(QueueSamples)], QueueSamples.Queue);
        await PublishAsync(QueueSamples.Queue, "running");
        await PublishAsync(QueueSamples.Queue, "waiting");
        await _journal.TakeAsync(1);

        var stopping = app.StopAsync();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;

        await using var receiver = await _queues.OpenAsync(QueueSamples.Queue, 1, Token);
        Assert.Equal("waiting", Encoding.UTF8.GetString((await receiver.ReceiveAsync(Token)).Body.Span));
        Assert.Equal(1, (await _queues.GetStatusAsync(QueueSamples.Queue, Token))!.Value.Depth);
        Assert.Equal(FunctionState.Stopped, Assert.Single(app.Health.Functions).State);
    }

    [Fact]
    public async Task Stop_after_its_time_cancels_the_running_chunk_and_returns_it()
    {
        _journal.Work = (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken);
        await using var app = await StartAsync(
            [typeof(QueueSamples)],
            [QueueSamples.Queue],
            options: options => options.StopTimeout = TimeSpan.FromMilliseconds(50)
        );
        await PublishAsync(QueueSamples.Queue, "stuck");
        await _journal.TakeAsync(1);

        await app.StopAsync();

        await using var receiver = await _queues.OpenAsync(QueueSamples.Queue, 1, Token);
        var delivery = await receiver.ReceiveAsync(Token);
        Assert.Equal("stuck", Encoding.UTF8.GetString(delivery.Body.Span));
        Assert.True(delivery.Redelivered);
        Assert.Equal(0, delivery.Requeues);
    }

    private ValueTask PublishAsync(string queue, string text) =>
        _queues.PublishAsync(queue, Encoding.UTF8.GetBytes(text), Token);

    private Task<RunningApp> StartAsync(Type[] classes, string queue) => StartAsync(classes, [queue]);

    private async Task<RunningApp> StartAsync(
        Type[] classes,
        string[] declared,
        Action<IFunctionsWorkerApplicationBuilder>? worker = null,
        Action<FunctionRuntimeOptions>? options = null,
        params (string Name, string Value)[] settings
    )
    {
        foreach (var queue in declared)
        {
            await _queues.DeclareAsync(queue, Token);
        }

        return await RunningApp.StartAsync(
            classes,
            options,
            services => services.AddSingleton(_journal).AddSingleton<IQueueConsumerFactory>(_queues),
            worker,
            settings
        );
    }
}
