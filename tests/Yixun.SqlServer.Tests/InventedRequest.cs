using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.SqlServer.Tests;

/// <summary>A request with whatever body its function describes, and a query that has most of what it is asked for.</summary>
internal static class InventedRequest
{
    public static HttpRequest Make(Invention invention, MethodBase? function)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.HttpContext.Features.Set<IQueryFeature>(new InventedQuery(invention));
        if (function?.GetCustomAttribute<ApiOperationAttribute>()?.Body is { } body)
        {
            var octets = JsonSerializer.SerializeToUtf8Bytes(invention.Make(body), ApiJson.Options);
            request.ContentType = "application/json";
            request.ContentLength = octets.Length;
            request.Body = new MemoryStream(octets);
        }

        return request;
    }

    private sealed class InventedQuery(Invention invention) : IQueryFeature, IQueryCollection
    {
        public IQueryCollection Query
        {
            get => this;
            set => throw new NotSupportedException();
        }

        public int Count => 0;

        public ICollection<string> Keys => [];

        public StringValues this[string key] => TryGetValue(key, out var value) ? value : default;

        public bool ContainsKey(string key) => true;

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value)
        {
            value = invention.Next(3) == 0 ? default : new StringValues(invention.Word());
            return value.Count > 0;
        }

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() =>
            Enumerable.Empty<KeyValuePair<string, StringValues>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
