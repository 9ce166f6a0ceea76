using System.Text.RegularExpressions;
using Xunit;
using Yixun.Core.Alerts;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests;

/// <summary>The manual says of every alert what to do, and of none that does not exist.</summary>
public sealed partial class AlertManualTests
{
    private static readonly string Manual = Repository.Read("docs/alerts.zh.md");

    [Fact]
    public async Task AlertsOfTheCluster_areThoseOfTheManual()
    {
        var set = await Layers.LoadAsync(Layers.Production);
        var alerts = MetricTests.Alerts(set).Select(rule => rule.Alert).Order(StringComparer.Ordinal);
        var sections = Section().Matches(Manual).Select(match => match.Groups[1].Value);

        Assert.Equal(alerts, sections.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EverySection_saysWhatToDo() =>
        Assert.All(
            Manual.Split("\n### ")[1..],
            section => Assert.Contains("\n处理：", section, StringComparison.Ordinal)
        );

    [Fact]
    public void AlertsOfThePlatform_areThoseOfTheManual()
    {
        var rows = Row().Matches(Manual).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

        Assert.Equal(Kinds, rows.Order());
    }

    [Fact]
    public void AlertsOfThePlatform_areThoseOfTheUsersManual()
    {
        var rows = UsersRow()
            .Matches(Repository.Read("docs/usage.zh.md"))
            .Select(match => (match.Groups[2].Value, match.Groups[1].Value));

        Assert.Equal(Kinds, rows.Order());
    }

    /// <summary>A row of the platform's alerts says "as" of one of the cluster's.</summary>
    [Fact]
    public void AlertsThatTheManualPointsTo_areInIt() =>
        Assert.Empty(
            Mentioned()
                .Matches(Manual)
                .Select(match => match.Value)
                .Except(Section().Matches(Manual).Select(match => match.Groups[1].Value))
        );

    private static IEnumerable<(string Kind, string Name)> Kinds =>
        AlertKinds.All.Select(kind => (kind, AlertKinds.NameOf(kind))).Order();

    [GeneratedRegex("^### (\\w+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("^\\| `([a-z-]+)` ([^|]+?) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| ([^|`]*[^|`\x00-\x7F]) ([a-z]+(?:-[a-z]+)*) \|", RegexOptions.Multiline)]
    private static partial Regex UsersRow();

    [GeneratedRegex("\\bYixun[A-Z]\\w+")]
    private static partial Regex Mentioned();
}
