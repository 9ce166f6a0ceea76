namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the invocation.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
