using System.Text.Json.Serialization;

namespace Yixun.CarrierSimulator.Scenarios;

[JsonConverter(typeof(JsonStringEnumConverter<ScenarioState>))]
public enum ScenarioState
{
    Running,

    /// <summary>All steps are done.</summary>
    Completed,

    /// <summary>A step could not be done.</summary>
    Failed,

    /// <summary>Ended before its time because somebody wanted it.</summary>
    Stopped,
}
