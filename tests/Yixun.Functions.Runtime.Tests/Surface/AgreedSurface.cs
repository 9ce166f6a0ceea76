namespace Yixun.Functions.Runtime.Tests.Surface;

/// <summary>
/// The slice of the isolated worker's API (worker 2.52, HTTP 3.3, ASP.NET Core 2.1, RabbitMQ 2.1, timer 4.3) that
/// function code may use. Base classes of the attributes, and members that nothing here uses, are left out.
/// </summary>
internal static class AgreedSurface
{
    public static IReadOnlyDictionary<string, string[]> Types { get; } =
        new Dictionary<string, string[]>
        {
            ["enum Microsoft.Azure.Functions.Worker.AuthorizationLevel"] =
            [
                "Anonymous = 0",
                "User = 1",
                "Function = 2",
                "System = 3",
                "Admin = 4",
            ],
            ["abstract class Microsoft.Azure.Functions.Worker.BindingContext"] =
            [
                "abstract IReadOnlyDictionary<string, object> BindingData { get; }",
            ],
            ["class Microsoft.Azure.Functions.Worker.FunctionAttribute : Attribute"] =
            [
                "new(string name)",
                "string Name { get; }",
            ],
            ["abstract class Microsoft.Azure.Functions.Worker.FunctionContext"] =
            [
                "abstract string InvocationId { get; }",
                "abstract string FunctionId { get; }",
                "abstract TraceContext TraceContext { get; }",
                "abstract BindingContext BindingContext { get; }",
                "abstract RetryContext RetryContext { get; }",
                "abstract IServiceProvider InstanceServices { get; set; }",
                "abstract FunctionDefinition FunctionDefinition { get; }",
                "abstract IDictionary<object, object> Items { get; set; }",
                "abstract IInvocationFeatures Features { get; }",
                "virtual CancellationToken CancellationToken { get; }",
            ],
            ["static class Microsoft.Azure.Functions.Worker.FunctionContextBindingFeatureExtensions"] =
            [
                "static InvocationResult GetInvocationResult(this FunctionContext context)",
            ],
            ["static class Microsoft.Azure.Functions.Worker.FunctionContextExtensions"] =
            [
                "static HttpContext GetHttpContext(this FunctionContext context)",
            ],
            ["abstract class Microsoft.Azure.Functions.Worker.FunctionDefinition"] =
            [
                "abstract string PathToAssembly { get; }",
                "abstract string EntryPoint { get; }",
                "abstract string Id { get; }",
                "abstract string Name { get; }",
            ],
            ["sealed class Microsoft.Azure.Functions.Worker.HttpTriggerAttribute : Attribute"] =
            [
                "new(AuthorizationLevel authLevel, params string[] methods)",
                "AuthorizationLevel AuthLevel { get; }",
                "string[] Methods { get; }",
                "string Route { get; set; }",
            ],
            ["interface Microsoft.Azure.Functions.Worker.IFunctionsWorkerApplicationBuilder"] =
            [
                "IServiceCollection Services { get; }",
                "IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)",
            ],
            [
                "interface Microsoft.Azure.Functions.Worker.IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>"
            ] = ["void Set<T>(T instance)", "T Get<T>()"],
            ["abstract class Microsoft.Azure.Functions.Worker.InvocationResult : InvocationResult<object>"] =
            [],
            ["abstract class Microsoft.Azure.Functions.Worker.InvocationResult<T>"] =
            [
                "abstract T Value { get; set; }",
            ],
            ["sealed class Microsoft.Azure.Functions.Worker.RabbitMQTriggerAttribute : Attribute"] =
            [
                "new(string queueName)",
                "string ConnectionStringSetting { get; set; }",
                "string QueueName { get; }",
            ],
            ["abstract class Microsoft.Azure.Functions.Worker.RetryContext"] =
            [
                "abstract int RetryCount { get; }",
                "abstract int MaxRetryCount { get; }",
            ],
            ["class Microsoft.Azure.Functions.Worker.ScheduleStatus"] =
            [
                "new()",
                "DateTime Last { get; set; }",
                "DateTime Next { get; set; }",
                "DateTime LastUpdated { get; set; }",
            ],
            ["class Microsoft.Azure.Functions.Worker.TimerInfo"] =
            [
                "new()",
                "ScheduleStatus ScheduleStatus { get; set; }",
                "bool IsPastDue { get; set; }",
            ],
            ["sealed class Microsoft.Azure.Functions.Worker.TimerTriggerAttribute : Attribute"] =
            [
                "new(string schedule)",
                "string Schedule { get; }",
                "bool RunOnStartup { get; set; }",
                "bool UseMonitor { get; set; }",
            ],
            ["abstract class Microsoft.Azure.Functions.Worker.TraceContext"] =
            [
                "abstract string TraceParent { get; }",
                "abstract string TraceState { get; }",
            ],
            ["class Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication"] =
            [
                "static FunctionsApplicationBuilder CreateBuilder(string[] args)",
            ],
            [
                "class Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder"
            ] =
            [
                "IDictionary<object, object> Properties { get; }",
                "ConfigurationManager Configuration { get; }",
                "IHostEnvironment Environment { get; }",
                "ILoggingBuilder Logging { get; }",
                "IMetricsBuilder Metrics { get; }",
                "IServiceCollection Services { get; }",
                "IHost Build()",
                "void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder> configure = default)",
                "IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)",
            ],
            [
                "static class Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilderAspNetCoreExtensions"
            ] =
            [
                "static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)",
            ],
            ["class Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute : Attribute"] = ["new()"],
            ["delegate Microsoft.Azure.Functions.Worker.Middleware.FunctionExecutionDelegate"] =
            [
                "Task Invoke(FunctionContext context)",
            ],
            ["interface Microsoft.Azure.Functions.Worker.Middleware.IFunctionsWorkerMiddleware"] =
            [
                "Task Invoke(FunctionContext context, FunctionExecutionDelegate next)",
            ],
            ["static class Microsoft.Extensions.Hosting.MiddlewareWorkerApplicationBuilderExtensions"] =
            [
                "static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder)",
            ],
        };
}
