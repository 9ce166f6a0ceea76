namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function that runs.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The assembly's file; empty when it has none.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Full name of the type, a dot, the method's name.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>An id that is the same in every process that runs the same code.</summary>
    public abstract string Id { get; }

    /// <summary>The name given by <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }
}
