using Yixun.Functions.Runtime.Hosting;

namespace Yixun.Functions.Runtime.Discovery;

/// <summary>The functions of this process.</summary>
public sealed class FunctionCatalogue
{
    internal FunctionCatalogue(HostSettings settings)
    {
        All = FunctionScanner.Scan(settings);
        Enabled =
            settings.Only.Count == 0
                ? All
                :
                [
                    .. All.Where(function =>
                        settings.Only.Contains(function.Name, StringComparer.OrdinalIgnoreCase)
                    ),
                ];
        Unknown =
        [
            .. settings.Only.Where(name =>
                !All.Any(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ),
        ];
    }

    /// <summary>Every function that was found, by name.</summary>
    public IReadOnlyList<FunctionDescriptor> All { get; }

    /// <summary>Those that run here: all, or those that <c>AzureFunctionsJobHost__functions__N</c> names.</summary>
    public IReadOnlyList<FunctionDescriptor> Enabled { get; }

    /// <summary>Names that the setting asks for and nothing has.</summary>
    public IReadOnlyList<string> Unknown { get; }
}
