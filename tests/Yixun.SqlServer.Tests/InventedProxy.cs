using System.Reflection;

namespace Yixun.SqlServer.Tests;

/// <summary>An implementation of an interface that answers whatever fits.</summary>
public class InventedProxy : DispatchProxy
{
    private Func<Invention> _invention = null!;

    internal static object Make(Type type, Func<Invention> invention)
    {
        var proxy = Create(type, typeof(InventedProxy));
        ((InventedProxy)proxy)._invention = invention;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _invention().Answer(targetMethod!.ReturnType);
}
