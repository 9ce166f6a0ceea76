using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Invocation;

/// <inheritdoc/>
internal sealed class RunningTraceContext(Activity? activity) : TraceContext
{
    public override string TraceParent => activity?.Id ?? "";

    public override string TraceState => activity?.TraceStateString ?? "";
}
