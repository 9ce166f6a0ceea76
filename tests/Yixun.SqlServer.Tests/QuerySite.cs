namespace Yixun.SqlServer.Tests;

/// <summary>A place in the product's code that sends a query of EF Core.</summary>
/// <param name="Assembly">Simple name.</param>
/// <param name="Method">Metadata token of the method whose code it is: often a state machine's.</param>
/// <param name="Call">Which of the queries in this method, from 0.</param>
/// <param name="Type">Full name of the type that people wrote.</param>
/// <param name="Written">Name of the method that people wrote.</param>
/// <param name="Operation">What is called, such as ToListAsync.</param>
internal sealed record QuerySite(
    string Assembly,
    int Method,
    int Call,
    string Type,
    string Written,
    string Operation
)
{
    public override string ToString() => $"{Type}.{Written}: {Operation} ({Call})";
}
