using Yixun.Functions.Runtime.Discovery;

namespace Yixun.Functions.Runtime.Health;

/// <summary>Tells readiness checks and operators whether every function's trigger is listened to, and how much runs.</summary>
public sealed class FunctionHealth
{
    private readonly Dictionary<string, FunctionActivity> _activities;

    internal FunctionHealth(FunctionCatalogue catalogue) =>
        _activities = catalogue.Enabled.ToDictionary(
            function => function.Name,
            function => new FunctionActivity(function),
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>The functions that run in this process, by name.</summary>
    public IReadOnlyList<FunctionStatus> Functions =>
        [
            .. _activities
                .Values.Select(activity => activity.Snapshot())
                .OrderBy(status => status.Name, StringComparer.Ordinal),
        ];

    /// <summary>Whether every enabled function's trigger is listened to: false while starting, stopping, or with one disabled.</summary>
    public bool IsReady => _activities.Values.All(activity => activity.State == FunctionState.Listening);

    /// <summary>Addresses that the web server listens on, with their actual ports; empty before it has started.</summary>
    public IReadOnlyList<string> Addresses { get; internal set; } = [];

    internal FunctionActivity this[string function] => _activities[function];
}
