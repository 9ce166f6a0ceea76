using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Admin;
using Yixun.Functions.Authentication;

namespace Yixun.SqlServer.Tests;

/// <summary>An invocation by somebody who is signed in and a system whose signature was checked.</summary>
internal sealed class InventedContext : FunctionContext
{
    public InventedContext(Invention invention, IServiceProvider services)
    {
        InstanceServices = services;
        new StaffSession(1, "admin", "管理员", "admin").AttachTo(this);
        if (invention.Make(typeof(SystemCall)) is SystemCall call)
        {
            call.AttachTo(this);
        }
    }

    public override string InvocationId => "1";

    public override string FunctionId => "1";

    public override TraceContext TraceContext => throw new NotSupportedException();

    public override BindingContext BindingContext => throw new NotSupportedException();

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => throw new NotSupportedException();
}
