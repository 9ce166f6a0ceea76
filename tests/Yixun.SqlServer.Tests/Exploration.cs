using System.CommandLine;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mono.Cecil;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Hosting;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Functions.Hosting;
using Yixun.Functions.Reference;
using Yixun.Messaging.InProcess;
using Yixun.Messaging.Transport;

namespace Yixun.SqlServer.Tests;

/// <summary>
/// Runs every method that has a query, with invented arguments on an invented server, again and again until each of its
/// queries was sent.
/// </summary>
internal sealed class Exploration
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly QuerySites _sites;
    private readonly InventedServer _server;
    private readonly int _attempts;

    /// <param name="attempts">At most, for each method.</param>
    public Exploration(QuerySites sites, int attempts)
    {
        _sites = sites;
        _attempts = attempts;
        _server = new InventedServer(sites);
    }

    public IReadOnlyCollection<CapturedStatement> Statements => _server.Statements;

    public IReadOnlyList<QuerySite> Missed => [.. _sites.All.Where(site => !_server.Reached.Contains(site))];

    /// <summary>What ended the attempts at a method whose queries were not all sent.</summary>
    public Dictionary<string, int> Failures { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var written in _sites.All.GroupBy(site => (site.Assembly, site.Type, site.Written)))
        {
            await RunAsync(
                written.Key.Assembly,
                written.Key.Type,
                written.Key.Written,
                [.. written],
                cancellationToken
            );
        }
    }

    private async Task RunAsync(
        string assembly,
        string typeName,
        string written,
        List<QuerySite> wanted,
        CancellationToken cancellationToken
    )
    {
        var type = Assembly.Load(assembly).GetType(typeName.Replace('/', '+'), throwOnError: true)!;
        var methods = type.GetMethods(
                BindingFlags.Instance
                    | BindingFlags.Static
                    | BindingFlags.Public
                    | BindingFlags.NonPublic
                    | BindingFlags.DeclaredOnly
            )
            .Where(method => method.Name == written)
            .ToList();
        await using var services = Services();
        var words = TextsOf(type);
        for (var attempt = 0; attempt < _attempts; attempt++)
        {
            if (wanted.TrueForAll(_server.Reached.Contains))
            {
                return;
            }

            var invention = new Invention(attempt, words, services);
            _server.Invention = invention;
            if (attempt % 4 == 0)
            {
                await TryAsync(
                    () => services.GetRequiredService<ReferenceData>().ReloadAsync(cancellationToken),
                    null
                );
            }

            foreach (var method in methods)
            {
                await TryAsync(() => Call(type, method, invention, services), $"{typeName}.{written}");
            }
        }
    }

    private static object? Call(Type type, MethodInfo method, Invention invention, ServiceProvider services)
    {
        var callable = method.IsGenericMethodDefinition
            ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => typeof(ChannelEntity))])
            : method;
        var instance =
            method.IsStatic ? null
            : type.IsAbstract || type == typeof(YixunDbContext) ? invention.Of(type, null, 0)
            : services.GetService(type) ?? Examples.Of(type, invention, services) ?? invention.Make(type);
        var arguments = invention.Arguments(callable);
        if (instance is Command command)
        {
            arguments =
            [
                .. arguments.Select(argument => argument is ParseResult ? Examples.Parse(command) : argument),
            ];
        }

        return callable.Invoke(instance, arguments);
    }

    private async Task TryAsync(Func<object?> call, string? name)
    {
        try
        {
            var answer = call();
            var task = answer switch
            {
                Task one => one,
                not null when answer.GetType().GetMethod("AsTask") is { } asTask => (Task)
                    asTask.Invoke(answer, null)!,
                _ => Task.CompletedTask,
            };
            await task.WaitAsync(Patience);
        }
        catch (Exception exception) when (name is not null)
        {
            var cause = exception is TargetInvocationException { InnerException: { } inner }
                ? inner
                : exception;
            var text = $"{name}: {cause.GetType().Name} {cause.Message.Split('\n')[0]}";
            Failures[text] = Failures.GetValueOrDefault(text) + 1;
        }
        catch (Exception)
        {
            // Reference data that can't be read from what was invented: the attempt goes on without.
        }
    }

    /// <summary>Texts in the code of a type and of what is nested in it, and names of what it reads from text.</summary>
    private static List<string> TextsOf(Type type)
    {
        using var module = ModuleDefinition.ReadModule(type.Assembly.Location);
        var definition = module.GetType(type.FullName!.Replace('+', '/'));
        var operands = definition
            .NestedTypes.Append(definition)
            .SelectMany(one => one.Methods)
            .Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand)
            .ToList();
        return
        [
            .. operands.OfType<string>().Where(text => text.Length < 32).Distinct(),
            .. operands
                .OfType<GenericInstanceMethod>()
                .SelectMany(method => method.GenericArguments)
                .Select(argument => argument.IsGenericParameter ? null : argument.Resolve())
                .Where(argument => argument is { IsEnum: true })
                .SelectMany(argument => argument!.Fields)
                .Where(field => field.IsLiteral)
                .Select(field => field.Name.ToLowerInvariant())
                .Distinct(),
        ];
    }

    private ServiceProvider Services()
    {
        var time = new FakeTimeProvider(Invention.Now);
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(DataKeyRing.Generate());
        services.AddSingleton(new MessageIdGenerator(0, time));
        services.AddSingleton<InProcessQueues>();
        services.AddSingleton<IQueuePublisher>(provider => provider.GetRequiredService<InProcessQueues>());
        services.AddSingleton<IQueueTopology>(provider => provider.GetRequiredService<InProcessQueues>());
        services.AddSingleton(new YixunOptions().BuildLanePolicies());
        services.AddYixunFunctions(new ConfigurationBuilder().Build());
        services.AddSingleton<IDbContextFactory<YixunDbContext>>(_server);
        services.Configure<RetentionOptions>(retention => retention.MessagesMonths = 6);
        services.AddSingleton(Proxy<IYixunDatabase>());
        services.AddSingleton(Proxy<Data.Store.IMessageStore>());
        services.AddSingleton(Proxy<Data.Numbers.INumberPlanStore>());
        services.AddSingleton<Data.Leases.LeaseStore>();
        return services.BuildServiceProvider();

        T Proxy<T>() => (T)InventedProxy.Make(typeof(T), () => _server.Invention);
    }
}
