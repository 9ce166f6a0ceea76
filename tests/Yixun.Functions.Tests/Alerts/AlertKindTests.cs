using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yixun.Core.Alerts;
using Yixun.Functions.Alerts;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Tests.Alerts;

/// <summary>There is one list of the kinds of alerts; everything else that lists them has exactly those.</summary>
public sealed class AlertKindTests
{
    [Fact]
    public void List_has_every_kind_but_that_of_a_trial_and_a_name_of_each()
    {
        var constants = typeof(AlertKinds)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name is not nameof(AlertKinds.Listed))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToList();
        Assert.Equal(
            constants.Except([AlertKinds.Test]).Order(StringComparer.Ordinal),
            AlertKinds.All.Order(StringComparer.Ordinal)
        );
        Assert.Equal(constants.Count, constants.Select(AlertKinds.NameOf).Distinct().Count());
    }

    [Fact]
    public void Every_kind_is_raised_by_one_condition()
    {
        // Conditions are made of options alone, so their kinds need nothing that a site has.
        var services = new ServiceCollection().AddAlerts(new ConfigurationBuilder().Build());
        using var provider = services
            .Where(service => service.ServiceType == typeof(IAlertCondition))
            .Aggregate(
                (IServiceCollection)new ServiceCollection().AddOptions(),
                (conditions, service) =>
                {
                    conditions.Add(service);
                    return conditions;
                }
            )
            .BuildServiceProvider();
        Assert.Equal(
            AlertKinds.All.Order(StringComparer.Ordinal),
            provider
                .GetServices<IAlertCondition>()
                .Select(condition => condition.Kind)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Description_of_the_api_lists_them()
    {
        var described = typeof(AlertFunctions)
            .GetMethods()
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .SelectMany(method => method.GetCustomAttributes<ApiQueryAttribute>())
            .Where(query => query.Name == "kind")
            .Select(query => query.Description);
        Assert.Equal(AlertKinds.Listed, Assert.Single(described));
    }
}
