using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Xunit;
using Yixun.Core.Problems;
using Yixun.Functions.OpenApi;
using Yixun.Messaging;

namespace Yixun.Architecture.Tests;

/// <summary>Every function fits the host, the queues and the API's description.</summary>
public sealed class FunctionTests
{
    /// <summary>Names that never bind on a queue trigger of the Azure Functions host.</summary>
    private static readonly HashSet<string> ReservedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "body",
        "exchange",
        "routingKey",
        "deliveryTag",
        "redelivered",
        "consumerTag",
        "basicProperties",
    };

    private static readonly string[] RouteStarts = ["api/", "health/", "metrics", "s/", "h/", "m/"];

    private static readonly Dictionary<string, MethodInfo> All = ProductAssemblies
        .TypesOf("Yixun.Functions")
        .SelectMany(type =>
            type.GetMethods(
                BindingFlags.Public
                    | BindingFlags.NonPublic
                    | BindingFlags.Instance
                    | BindingFlags.Static
                    | BindingFlags.DeclaredOnly
            )
        )
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .ToDictionary(
            method => method.GetCustomAttribute<FunctionAttribute>()!.Name,
            StringComparer.OrdinalIgnoreCase
        );

    private static readonly HashSet<string> ProblemCodes =
    [
        .. typeof(ProblemCatalogue)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Problem))
            .Select(property => ((Problem)property.GetValue(null)!).Code),
    ];

    public static TheoryData<string> HttpFunctions =>
        Names(method => TriggerOf<HttpTriggerAttribute>(method));

    public static TheoryData<string> ApiFunctions =>
        Names(method =>
            TriggerOf<HttpTriggerAttribute>(method)?.Route is { } route && IsOfTheApi(route) ? route : null
        );

    public static TheoryData<string> QueueFunctions =>
        Names(method => TriggerOf<RabbitMQTriggerAttribute>(method));

    [Fact]
    public void Queue_has_exactly_one_function_that_consumes_it() =>
        Assert.Equal(
            QueueNames.Fixed.Order(StringComparer.Ordinal),
            All.Values.Select(TriggerOf<RabbitMQTriggerAttribute>)
                .OfType<RabbitMQTriggerAttribute>()
                .Select(trigger => trigger.QueueName)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(QueueFunctions))]
    public void Queue_function_has_parameters_that_bind(string name) =>
        Assert.DoesNotContain(
            All[name].GetParameters(),
            parameter => ReservedNames.Contains(parameter.Name!)
        );

    [Theory]
    [MemberData(nameof(QueueFunctions))]
    public void Queue_function_names_its_connection(string name) =>
        Assert.False(
            string.IsNullOrEmpty(TriggerOf<RabbitMQTriggerAttribute>(All[name])!.ConnectionStringSetting)
        );

    [Theory]
    [MemberData(nameof(HttpFunctions))]
    public void Http_function_has_a_full_route_and_one_verb(string name)
    {
        var trigger = TriggerOf<HttpTriggerAttribute>(All[name])!;

        Assert.NotNull(trigger.Route);
        Assert.Contains(RouteStarts, start => trigger.Route.StartsWith(start, StringComparison.Ordinal));
        Assert.Matches("^(get|post|put|patch|delete)\\z", Assert.Single(trigger.Methods!));
        Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel);
    }

    [Fact]
    public void Http_functions_share_no_verb_and_route()
    {
        var routes = All
            .Values.Select(TriggerOf<HttpTriggerAttribute>)
            .OfType<HttpTriggerAttribute>()
            .Select(trigger => $"{trigger.Methods![0]} {trigger.Route}")
            .ToList();

        Assert.NotEmpty(routes);
        Assert.Equal(routes.Count, routes.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(ApiFunctions))]
    public void Api_function_is_described_with_problems_that_exist(string name)
    {
        var operation = All[name].GetCustomAttribute<ApiOperationAttribute>();

        Assert.NotNull(operation);
        Assert.False(string.IsNullOrWhiteSpace(operation.Summary));
        Assert.Subset(ProblemCodes, operation.Problems.ToHashSet());
        Assert.Equal(operation.Problems.Distinct(), operation.Problems);
        Assert.NotEmpty(All[name].GetCustomAttributes<ApiResponseAttribute>());
    }

    /// <summary>Builds the document too, so a code or type that it can't describe fails here and not at the first reader.</summary>
    [Fact]
    public void Api_document_has_every_function_under_an_id_of_its_own()
    {
        var ids = OpenApiDocumentBuilder
            .Build()
            .Paths.Values.SelectMany(path => path.Operations!.Values)
            .Select(operation => operation.OperationId!)
            .ToList();

        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.Equal(
            ApiFunctions.Select(row => row.Data).Order(StringComparer.Ordinal),
            ids.Order(StringComparer.Ordinal)
        );
    }

    private static bool IsOfTheApi(string route) =>
        route.StartsWith("api/v1/", StringComparison.Ordinal)
        || route.StartsWith("api/admin/", StringComparison.Ordinal);

    private static T? TriggerOf<T>(MethodInfo method)
        where T : Attribute =>
        method
            .GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<T>())
            .SingleOrDefault(attribute => attribute is not null);

    private static TheoryData<string> Names(Func<MethodInfo, object?> selects) =>
        [.. All.Where(pair => selects(pair.Value) is not null).Select(pair => pair.Key)];
}
