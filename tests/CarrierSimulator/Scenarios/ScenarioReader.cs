using System.Text.Json;
using System.Text.Json.Nodes;
using Yixun.CarrierSimulator.Scenarios.Actions;

namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>
/// JSON to scenarios. Everything is checked before the first step runs; what is wrong throws
/// <see cref="ScenarioFormatException"/>, which names step and field.
/// </summary>
internal sealed class ScenarioReader(IScenarioStage stage)
{
    private const int MaxSteps = 1_000;
    private const int MaxDepth = 4;
    private const int MaxTimes = 100_000;
    private const double MaxSeconds = 86_400;
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(10);

    private static readonly JsonDocumentOptions Json = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 32,
    };

    private string? _usualGateway;
    private int _steps;

    public Scenario Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Json);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new ScenarioFormatException(
                null,
                null,
                $"no JSON at line {exception.LineNumber + 1}, octet {exception.BytePositionInLine + 1}."
            );
        }
    }

    private Scenario Read(JsonElement root)
    {
        var fields = new ScenarioFields(root, null);
        fields.Require("name", "description", "gateway", "steps");
        fields.Text("description", 1_000);
        var name = fields.Text("name", 100) ?? throw fields.Wrong("name", "is missing.");
        _steps = 0;
        _usualGateway = Gateway(fields);
        return new Scenario(name, Steps(fields, null, 1));
    }

    private ScenarioStep[] Steps(ScenarioFields fields, string? path, int depth)
    {
        if (
            fields.Value("steps") is not { ValueKind: JsonValueKind.Array } steps
            || steps.GetArrayLength() == 0
        )
        {
            throw fields.Wrong("steps", "is no list of steps.");
        }

        if (depth > MaxDepth)
        {
            throw fields.Wrong("steps", $"lies deeper than {MaxDepth}.");
        }

        return
        [
            .. steps
                .EnumerateArray()
                .Select(
                    (step, index) => Step(step, path is null ? $"{index + 1}" : $"{path}.{index + 1}", depth)
                ),
        ];
    }

    private ScenarioStep Step(JsonElement element, string path, int depth)
    {
        if (++_steps > MaxSteps)
        {
            throw new ScenarioFormatException(path, null, $"there are more than {MaxSteps} steps.");
        }

        var fields = new ScenarioFields(element, path);
        fields.Require(
            "at",
            "after",
            "gateway",
            "behaviour",
            "reset",
            "listen",
            "disconnect",
            "replies",
            "wait",
            "repeat",
            "steps"
        );
        var at = fields.Seconds("at", MaxSeconds);
        var after = fields.Seconds("after", MaxSeconds);
        if (at is not null && after is not null)
        {
            throw fields.Wrong("after", "stands beside 'at'; a step has one of them.");
        }

        return new ScenarioStep(path, at, after ?? TimeSpan.Zero, Actions(fields, path, depth));
    }

    private List<ScenarioAction> Actions(ScenarioFields fields, string path, int depth)
    {
        var actions = new List<ScenarioAction>();
        var named = Gateway(fields);
        if (fields.Flag("reset") == true)
        {
            actions.Add(new ResetBehaviour(Named("reset")));
        }

        if (fields.Value("behaviour") is { } behaviour)
        {
            actions.Add(Behaviour(Named("behaviour"), behaviour, path));
        }

        if (fields.Flag("listen") is { } listen)
        {
            actions.Add(new ChangeListening(Named("listen"), listen));
        }

        if (fields.Flag("disconnect") == true)
        {
            actions.Add(new CutConnections(Named("disconnect")));
        }

        if (fields.Value("replies") is { } replies)
        {
            actions.Add(Replies(Named("replies"), new ScenarioFields(replies, path, "replies.")));
        }

        if (fields.Value("wait") is { } wait)
        {
            actions.Add(Wait(Named("wait"), new ScenarioFields(wait, path, "wait.")));
        }

        if (fields.Number("repeat", 1, MaxTimes) is { } times)
        {
            actions.Add(new RepeatSteps(times, Steps(fields, path, depth + 1)));
        }
        else if (fields.Has("steps"))
        {
            throw fields.Wrong("repeat", "is missing beside 'steps'.");
        }

        return actions;

        string Named(string field) =>
            named ?? _usualGateway ?? throw fields.Wrong("gateway", $"is missing for '{field}'.");
    }

    private string? Gateway(ScenarioFields fields)
    {
        var name = fields.Text("gateway", 100);
        return name is null || stage.GatewayNames.Contains(name)
            ? name
            : throw fields.Wrong(
                "gateway",
                $"there is no gateway {name}; there are {string.Join(", ", stage.GatewayNames)}."
            );
    }

    private ChangeBehaviour Behaviour(string gateway, JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ScenarioFormatException(path, "behaviour", "is no object.");
        }

        var all = new JsonObject();
        foreach (var field in element.EnumerateObject())
        {
            var name = $"behaviour.{field.Name}";
            if (!BehaviourFields.IsKnown(field.Name))
            {
                throw new ScenarioFormatException(path, name, "is not known.");
            }

            var value = JsonNode.Parse(field.Value.GetRawText());
            try
            {
                var fields = new JsonObject { [field.Name] = value?.DeepClone() };
                stage.Check(gateway, BehaviourFields.Apply(new Options.GatewayBehaviour(), fields));
            }
            catch (JsonException)
            {
                throw new ScenarioFormatException(path, name, "has a value of the wrong type.");
            }
            catch (ArgumentException exception)
            {
                throw new ScenarioFormatException(path, name, exception.Message);
            }

            all[field.Name] = value;
        }

        return new ChangeBehaviour(gateway, all);
    }

    private static SendReplies Replies(string gateway, ScenarioFields fields)
    {
        fields.Require("count", "from", "to", "text", "interval");
        return new SendReplies(
            gateway,
            fields.Number("count", 1, 1_000_000) ?? 1,
            fields.Digits("from"),
            fields.Digits("to"),
            fields.Text("text", 1_000) ?? throw fields.Wrong("text", "is missing."),
            fields.Seconds("interval", MaxSeconds) ?? TimeSpan.Zero
        );
    }

    private static WaitForTraffic Wait(string gateway, ScenarioFields fields)
    {
        fields.Require("submits", "reports", "timeout");
        var submits = fields.Number("submits", 1, int.MaxValue);
        var reports = fields.Number("reports", 1, int.MaxValue);
        if (submits is null == reports is null)
        {
            throw fields.Wrong("submits", "or 'reports' is needed, and only one of them.");
        }

        return new WaitForTraffic(
            gateway,
            submits ?? 0,
            reports ?? 0,
            fields.Seconds("timeout", MaxSeconds) ?? UsualTimeout
        );
    }
}
