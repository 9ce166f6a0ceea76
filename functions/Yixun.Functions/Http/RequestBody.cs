using System.Buffers;
using Microsoft.AspNetCore.Http;
using Yixun.Core.Problems;

namespace Yixun.Functions.Http;

/// <summary>Reads a body once, up to a limit.</summary>
public static class RequestBody
{
    /// <exception cref="ProblemException">body_too_large.</exception>
    public static async Task<byte[]> ReadAsync(
        HttpRequest request,
        int limit,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentLength > limit)
        {
            throw new ProblemException(ProblemCatalogue.BodyTooLarge);
        }

        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                throw new ProblemException(ProblemCatalogue.BodyTooLarge);
            }

            if (result.IsCompleted)
            {
                var body = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
