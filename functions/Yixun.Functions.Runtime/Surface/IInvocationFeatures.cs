namespace Microsoft.Azure.Functions.Worker;

/// <summary>Objects that middleware and function share during one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Stores the instance under <typeparamref name="T"/>, in place of an earlier one.</summary>
    void Set<T>(T instance);

    /// <summary>The instance stored under <typeparamref name="T"/>, or its default value.</summary>
    T? Get<T>();
}
