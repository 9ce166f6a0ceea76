using System.Diagnostics;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Yixun.Data.Model;

namespace Yixun.SqlServer.Tests;

/// <summary>
/// Every place of some assemblies that sends a query of EF Core, as their compiled code tells. What takes a query and sends
/// it for others is itself a way of sending: the places that call it count.
/// </summary>
internal sealed class QuerySites
{
    /// <summary>Of queries.</summary>
    private static readonly HashSet<string> Senders =
    [
        .. typeof(EntityFrameworkQueryableExtensions)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => method.Name)
            .Where(name => name.EndsWith("Async", StringComparison.Ordinal)),
        nameof(EntityFrameworkQueryableExtensions.AsAsyncEnumerable),
    ];

    /// <summary>Of queries, while the thread waits: nobody should.</summary>
    private static readonly HashSet<string> WaitingSenders =
    [
        .. typeof(Queryable)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => !typeof(IQueryable).IsAssignableFrom(method.ReturnType))
            .Select(method => method.Name),
    ];

    private readonly Dictionary<(string, int), List<(QuerySite Site, int Offset, int End)>> _methods = [];
    private readonly HashSet<(string, int)> _forOthers = [];
    private readonly HashSet<string> _assemblies;

    /// <param name="leftOut">Namespaces that never meet a SQL Server.</param>
    public QuerySites(IEnumerable<Assembly> assemblies, IReadOnlyCollection<string> leftOut)
    {
        var read = assemblies.Select(assembly => ModuleDefinition.ReadModule(assembly.Location)).ToList();
        _assemblies = [.. read.Select(module => module.Assembly.Name.Name)];
        var methods = read.SelectMany(module => module.GetTypes())
            .Where(type => !leftOut.Contains(Outermost(type).Namespace))
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .ToList();
        foreach (var method in methods.Where(SendsForOthers))
        {
            _forOthers.Add(KeyOf(method));
        }

        var senders = methods
            .Where(method => _forOthers.Contains(KeyOf(method)))
            .Select(method => Written(method))
            .ToHashSet();
        foreach (var method in methods)
        {
            Read(method, senders);
        }
    }

    public IReadOnlyList<QuerySite> All =>
        [.. _methods.Values.SelectMany(sites => sites).Select(one => one.Site)];

    /// <summary>The places that the code which runs now has reached, the innermost first.</summary>
    public IEnumerable<QuerySite> Reached(StackTrace stack)
    {
        foreach (var frame in stack.GetFrames())
        {
            if (
                frame.GetMethod() is not { } method
                || method.Module.Assembly.GetName().Name is not { } assembly
                || !_assemblies.Contains(assembly)
                || !_methods.TryGetValue((assembly, method.MetadataToken), out var sites)
            )
            {
                continue;
            }

            // The offset is that of the call's end, or of the statement that it is in.
            var at = frame.GetILOffset();
            var nearest = sites.FindIndex(site => site.End >= at);
            yield return sites[nearest < 0 ? sites.Count - 1 : nearest].Site;
            if (!_forOthers.Contains((assembly, method.MetadataToken)))
            {
                yield break;
            }
        }
    }

    private void Read(MethodDefinition method, HashSet<(string, string)> senders)
    {
        var (type, name) = Written(method);
        var sites = new List<(QuerySite, int, int)>();
        foreach (var instruction in method.Body.Instructions)
        {
            if (Called(instruction) is { } called && Sends(called, senders))
            {
                sites.Add(
                    (
                        new QuerySite(
                            method.Module.Assembly.Name.Name,
                            method.MetadataToken.ToInt32(),
                            sites.Count,
                            type,
                            name,
                            called.Name
                        ),
                        instruction.Offset,
                        instruction.Offset + instruction.GetSize()
                    )
                );
            }
        }

        if (sites.Count > 0)
        {
            _methods[KeyOf(method)] = sites;
        }
    }

    /// <summary>What is called; an expression only names methods.</summary>
    private static MethodReference? Called(Instruction instruction) =>
        instruction.OpCode.FlowControl == FlowControl.Call ? instruction.Operand as MethodReference : null;

    private static bool Sends(MethodReference called, HashSet<(string, string)> senders) =>
        called.DeclaringType.FullName switch
        {
            "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions" => Senders.Contains(
                called.Name
            ),
            "System.Linq.Queryable" => WaitingSenders.Contains(called.Name),
            "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions" => called.Name.StartsWith(
                "ExecuteSql",
                StringComparison.Ordinal
            ),
            _ => (called.Name == "FindAsync" && called.DeclaringType.Namespace == typeof(DbContext).Namespace)
                || senders.Contains((called.DeclaringType.GetElementType().FullName, called.Name)),
        };

    /// <summary>Whether a method takes a query from its caller and sends it.</summary>
    private static bool SendsForOthers(MethodDefinition method)
    {
        var (type, name) = Written(method);
        return method.Body.Instructions.Any(instruction =>
                Called(instruction) is { } called && Sends(called, [])
            )
            && Outermost(method.DeclaringType)
                .Methods.Any(written =>
                    written.Name == name
                    && written.DeclaringType.FullName == type
                    && written.Parameters.Any(parameter =>
                        parameter.ParameterType.FullName.StartsWith(
                            "System.Linq.IQueryable`1",
                            StringComparison.Ordinal
                        )
                    )
                );
    }

    private static (string, int) KeyOf(MethodDefinition method) =>
        (method.Module.Assembly.Name.Name, method.MetadataToken.ToInt32());

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    /// <summary>Type and method that people wrote: the compiler puts asynchronous code and closures into types of its own.</summary>
    private static (string Type, string Name) Written(MethodDefinition method)
    {
        var type = method.DeclaringType;
        var name = NameIn(method.Name);
        while (type.Name.StartsWith('<') && type.DeclaringType is { } outer)
        {
            name = NameIn(type.Name) ?? name;
            type = outer;
        }

        return (type.FullName, name ?? method.Name);
    }

    private static string? NameIn(string name)
    {
        var end = name.IndexOf('>', StringComparison.Ordinal);
        if (!name.StartsWith('<') || end < 2)
        {
            return null;
        }

        var inner = name[1..end].TrimStart('<');
        return inner.Length == 0 ? null : inner;
    }
}
