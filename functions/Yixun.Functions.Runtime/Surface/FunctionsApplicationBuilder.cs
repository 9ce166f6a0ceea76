using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Functions.Runtime;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Sets up a function application. Functions are looked for in the entry assembly unless
/// <see cref="FunctionRuntimeOptions.Assemblies"/> names others.
/// </summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly IFunctionsWorkerApplicationBuilder _worker;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _host = Host.CreateApplicationBuilder(args);
        _worker = _host.Services.AddFunctionRuntime();
        _host.Services.PostConfigure<FunctionRuntimeOptions>(options =>
        {
            if (options.Assemblies.Count == 0 && Assembly.GetEntryAssembly() is { } entry)
            {
                options.Assemblies.Add(entry);
            }
        });
    }

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_host).Properties;

    /// <summary>Settings: files, environment, command line.</summary>
    public ConfigurationManager Configuration => _host.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => _host.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _host.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => _host.Metrics;

    /// <inheritdoc cref="IHostApplicationBuilder.Services"/>
    public IServiceCollection Services => _host.Services;

    /// <summary>The application, ready to run. Functions are checked when it starts.</summary>
    public IHost Build() => _host.Build();

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure = null
    )
        where TContainerBuilder : notnull => _host.ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(
        Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware
    )
    {
        _worker.Use(middleware);
        return this;
    }
}
