using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Yixun.Functions.Runtime.Tests.Timers;

/// <summary>What the Azure Functions host does with timer triggers, and this runtime too.</summary>
public sealed class TimerConformanceTests
{
    private readonly WatchedTime _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 30, TimeSpan.Zero));
    private readonly TimerJournal _journal = new();

    [Fact]
    public async Task Timer_fires_when_it_is_due_and_not_before()
    {
        await using var app = await StartAsync(typeof(TimerSamples.EveryMinute));
        Assert.Equal(TimeSpan.FromSeconds(30), await _time.NextWaitAsync());
        Assert.Equal(0, _journal.Pending);

        _time.Advance(TimeSpan.FromSeconds(30));

        var (timer, end) = await _journal.NextAsync();
        Assert.False(timer.IsPastDue);
        Assert.Equal(new DateTime(2026, 3, 1, 8, 2, 0), timer.ScheduleStatus!.Next);
        end.SetResult();
        Assert.Equal(TimeSpan.FromMinutes(1), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            new DateTime(2026, 3, 1, 8, 1, 0),
            (await _journal.NextAsync()).Timer.ScheduleStatus!.Last
        );
    }

    [Fact]
    public async Task Timer_due_while_it_runs_runs_once_afterwards_past_due_without_overlap()
    {
        await using var app = await StartAsync(typeof(TimerSamples.EveryMinute));
        await _time.NextWaitAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        var (_, end) = await _journal.NextAsync();

        _time.Advance(TimeSpan.FromMinutes(3.5));
        Assert.Equal(0, _journal.Pending);
        end.SetResult();

        var (late, lateEnd) = await _journal.NextAsync();
        Assert.True(late.IsPastDue);
        lateEnd.SetResult();
        Assert.Equal(TimeSpan.FromSeconds(30), await _time.NextWaitAsync());
        Assert.Equal(0, _journal.Pending);
    }

    [Fact]
    public async Task Timer_that_fails_runs_again_when_it_is_due()
    {
        await using var app = await StartAsync(typeof(TimerSamples.EveryMinute));
        await _time.NextWaitAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        (await _journal.NextAsync()).End.SetException(new InvalidOperationException());
        await _time.NextWaitAsync();

        _time.Advance(TimeSpan.FromMinutes(1));

        await _journal.NextAsync();
        Assert.Equal(1, Assert.Single(app.Health.Functions).Failures);
    }

    [Fact]
    public async Task RunOnStartup_runs_at_once_and_takes_its_schedule_from_the_setting()
    {
        await using var app = await StartAsync(typeof(TimerSamples.AtStart), ("Nightly", "0 30 8 * * *"));

        var (timer, end) = await _journal.NextAsync();

        Assert.False(timer.IsPastDue);
        Assert.Equal(new DateTime(2026, 3, 1, 8, 30, 0), timer.ScheduleStatus!.Next);
        end.SetResult();
        Assert.Equal(TimeSpan.FromMinutes(29.5), await _time.NextWaitAsync());
    }

    [Fact]
    public async Task Schedule_is_read_in_the_local_zone()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("CST", TimeSpan.FromHours(8), "CST", "CST"));
        await using var app = await StartAsync(typeof(TimerSamples.AtStart), ("Nightly", "0 30 17 * * *"));

        var (timer, end) = await _journal.NextAsync();

        Assert.Equal(new DateTime(2026, 3, 1, 17, 30, 0), timer.ScheduleStatus!.Next);
        end.SetResult();
    }

    private Task<RunningApp> StartAsync(Type type, params (string Name, string Value)[] settings) =>
        RunningApp.StartAsync(
            [type],
            options => options.StopTimeout = TimeSpan.FromMilliseconds(1),
            services => services.AddSingleton(_journal).AddSingleton<TimeProvider>(_time),
            settings: settings
        );
}
