using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Runtime.Discovery;

namespace Yixun.Functions.Runtime.Invocation;

/// <inheritdoc/>
internal sealed class RunningDefinition : FunctionDefinition
{
    public RunningDefinition(FunctionDescriptor function)
    {
        Name = function.Name;
        EntryPoint = $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";
        PathToAssembly = function.Method.DeclaringType.Assembly.Location;
        Id = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}|{EntryPoint}")).AsSpan(0, 8)
        );
    }

    public override string PathToAssembly { get; }

    public override string EntryPoint { get; }

    public override string Id { get; }

    public override string Name { get; }
}
