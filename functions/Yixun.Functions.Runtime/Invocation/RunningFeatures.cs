using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Invocation;

/// <inheritdoc/>
internal sealed class RunningFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _byType = [];

    public void Set<T>(T instance)
    {
        if (instance is null)
        {
            _byType.Remove(typeof(T));
        }
        else
        {
            _byType[typeof(T)] = instance;
        }
    }

    public T? Get<T>() => _byType.TryGetValue(typeof(T), out var instance) ? (T)instance : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _byType.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
