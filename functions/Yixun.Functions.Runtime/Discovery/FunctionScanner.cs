using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Runtime.Hosting;

namespace Yixun.Functions.Runtime.Discovery;

/// <summary>Finds the functions of the assemblies, and every reason why one could not run.</summary>
internal static class FunctionScanner
{
    /// <exception cref="FunctionStartException">Something is wrong with at least one function.</exception>
    public static IReadOnlyList<FunctionDescriptor> Scan(HostSettings settings)
    {
        var errors = new List<string>();
        var found = new List<FunctionDescriptor>();
        var methods =
            from assembly in settings.Options.Assemblies.Distinct()
            from type in assembly.GetTypes()
            where type is { IsClass: true, ContainsGenericParameters: false }
            where settings.Options.Classes?.Invoke(type) ?? true
            from method in type.GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly
            )
            let attribute = method.GetCustomAttribute<FunctionAttribute>(inherit: false)
            where attribute is not null
            select (attribute.Name, method);
        foreach (var (name, method) in methods)
        {
            if (FunctionReader.Read(name, method, settings, errors) is { } function)
            {
                found.Add(function);
            }
        }

        foreach (var same in found.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (same.Count() > 1)
            {
                errors.Add(
                    $"Function name '{same.Key}' is used more than once: "
                        + string.Join(", ", same.Select(function => FunctionReader.Where(function.Method)))
                        + "."
                );
            }
        }

        var routes =
            from function in found
            where function.Trigger is HttpFunctionTrigger
            let http = (HttpFunctionTrigger)function.Trigger
            from verb in http.Methods.DefaultIfEmpty("*")
            group function by (Route: http.Route.ToUpperInvariant(), verb) into same
            where same.Count() > 1
            select same;
        foreach (var same in routes)
        {
            errors.Add(
                $"Route '{same.Key.verb} {same.Key.Route}' is taken more than once: "
                    + string.Join(", ", same.Select(function => $"'{function.Name}'"))
                    + "."
            );
        }

        return errors.Count > 0
            ? throw new FunctionStartException(errors)
            : [.. found.OrderBy(function => function.Name, StringComparer.Ordinal)];
    }
}
