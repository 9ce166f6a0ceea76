namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>HTTP functions on ASP.NET Core types.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Serves HTTP functions on ASP.NET Core; this runtime always does.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(
        this FunctionsApplicationBuilder builder
    ) => builder;
}
