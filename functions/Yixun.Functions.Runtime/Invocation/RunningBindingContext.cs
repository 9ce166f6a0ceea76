using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Invocation;

/// <inheritdoc/>
internal sealed class RunningBindingContext(HttpContext? http) : BindingContext
{
    private Dictionary<string, object?>? _data;

    public override IReadOnlyDictionary<string, object?> BindingData => _data ??= Read(http);

    private static Dictionary<string, object?> Read(HttpContext? http)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (http is not null)
        {
            foreach (var (name, value) in http.Request.Query)
            {
                data[name] = value.ToString();
            }

            foreach (var (name, value) in http.Request.RouteValues)
            {
                data[name] = value;
            }
        }

        return data;
    }
}
