using Xunit;
using Yixun.Manifests.Tests.Rendering;
using Yixun.Manifests.Tests.Rules;

namespace Yixun.Manifests.Tests;

/// <summary>Every layer as it would be applied.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string> AllLayers => [.. Layers.All];

    public static TheoryData<string, string> AllLayersAndRules
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var layer in Layers.All)
            {
                foreach (var rule in RuleBook.All.Keys)
                {
                    data.Add(layer, rule);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(AllLayers))]
    public async Task Layer_fitsTheSchemasOfItsKinds(string layer) =>
        Assert.Empty(await Schemas.ProblemsAsync(await Layers.RenderAsync(layer)));

    /// <summary>Unknown fields and kinds, which schemas let pass.</summary>
    [Theory]
    [MemberData(nameof(AllLayers))]
    public async Task Layer_hasNoUnknownField(string layer) =>
        Assert.NotEmpty((await Layers.LoadAsync(layer)).Pods);

    [Theory]
    [MemberData(nameof(AllLayersAndRules))]
    public async Task Layer_keepsTheRule(string layer, string rule) =>
        Assert.Empty(RuleBook.All[rule](await Layers.LoadAsync(layer)));

    [Theory]
    [InlineData(Layers.Production)]
    [InlineData("k8s/example")]
    [InlineData("tests/Manifests/production-azure")]
    public async Task Production_runsEverythingTwice(string layer) =>
        Assert.Empty(AvailabilityRules.ProductionProblems(await Layers.LoadAsync(layer)));

    [Fact]
    public async Task Example_leavesNoPlaceholder() =>
        Assert.Empty(NetworkRules.Placeholders(await Layers.LoadAsync("k8s/example")));

    [Fact]
    public async Task Placeholders_areSeenWhereTheyAre() =>
        Assert.NotEmpty(NetworkRules.Placeholders(await Layers.LoadAsync(Layers.Production)));

    [Fact]
    public void SecretsOfTheExample_areSettingsThatTheCodeReads()
    {
        Assert.Contains("RabbitMq", SecretRules.Settings);
        Assert.Empty(SecretRules.Settings.Select(name => SettingRules.Problem(name, null)).OfType<string>());
    }
}
