using System.Reflection;

namespace Yixun.Functions.Runtime.Discovery;

/// <summary>One function as it was found.</summary>
/// <param name="Name">Its unique name.</param>
/// <param name="Trigger">What makes it run.</param>
/// <param name="Method">The method that is run.</param>
public sealed record FunctionDescriptor(string Name, FunctionTrigger Trigger, MethodInfo Method);
