namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function application starts.</summary>
public class FunctionsApplication
{
    private FunctionsApplication() { }

    /// <param name="args">The command line, which becomes configuration.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
