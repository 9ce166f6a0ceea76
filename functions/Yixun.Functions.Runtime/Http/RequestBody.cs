using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Yixun.Functions.Runtime.Http;

/// <summary>Reads request bodies for <c>[FromBody]</c> parameters.</summary>
internal static class RequestBody
{
    /// <summary>A reader of JSON bodies as <paramref name="type"/>, names in any case.</summary>
    public static Func<HttpRequest, CancellationToken, ValueTask<object?>> ReaderOf(Type type) =>
        (request, cancellationToken) => ReadAsync(request, type, cancellationToken);

    /// <exception cref="InvalidOperationException">The body is not JSON for this type.</exception>
    /// <exception cref="BadHttpRequestException">The body is larger than the server allows.</exception>
    private static async ValueTask<object?> ReadAsync(
        HttpRequest request,
        Type type,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await JsonSerializer
                .DeserializeAsync(request.Body, type, JsonSerializerOptions.Web, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"The request body is not JSON for {type}.", exception);
        }
    }
}
