using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Yixun.Core.Problems;
using Yixun.Functions.Http;

namespace Yixun.Functions.Mms;

/// <summary>
/// Reads a submission of an MMS: JSON with the media in base64, or multipart/form-data whose part <c>request</c> is that
/// JSON and whose other parts are the files that its media name.
/// </summary>
public static class MmsRequestReader
{
    private const string RequestPart = "request";
    private const int MaximumParts = 64;

    /// <returns>The request, media in place, and what tells a repetition from another request: boundaries don't count.</returns>
    /// <exception cref="ProblemException">It can't be read; the place is named.</exception>
    public static async Task<(SubmitMmsRequest Request, byte[] Digest)> ReadAsync(
        string? contentType,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        if (BoundaryOf(contentType) is not { } boundary)
        {
            var plain = ApiJson.Read<SubmitMmsRequest>(body);
            Each(plain, (medium, place) => Take(medium, null, place));
            return (plain, SHA256.HashData([.. "mms\0"u8, .. body]));
        }

        var parts = await SplitAsync(boundary, body, cancellationToken);
        if (!parts.TryGetValue(RequestPart, out var json))
        {
            throw new ProblemException(ProblemCatalogue.MultipartInvalid.At(RequestPart));
        }

        var request = ApiJson.Read<SubmitMmsRequest>(json);
        return (Fill(request, parts), DigestOf(parts));
    }

    private static string? BoundaryOf(string? contentType)
    {
        if (
            !MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: >= 1 and <= 70 }
            ? boundary
            : throw new ProblemException(ProblemCatalogue.MultipartInvalid);
    }

    private static async Task<SortedDictionary<string, byte[]>> SplitAsync(
        string boundary,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body))
            {
                BodyLengthLimit = body.Length,
            };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (
                    !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name
                    || parts.Count == MaximumParts
                )
                {
                    throw new ProblemException(ProblemCatalogue.MultipartInvalid);
                }

                using var content = new MemoryStream();
                await section.Body.CopyToAsync(content, cancellationToken);
                if (!parts.TryAdd(name, content.ToArray()))
                {
                    throw new ProblemException(ProblemCatalogue.MultipartInvalid.At(name));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new ProblemException(ProblemCatalogue.MultipartInvalid);
        }

        return parts;
    }

    private static SubmitMmsRequest Fill(SubmitMmsRequest request, SortedDictionary<string, byte[]> parts)
    {
        var taken = new Dictionary<MmsMediumRequest, MmsMediumRequest>(ReferenceEqualityComparer.Instance);
        Each(request, (medium, place) => taken[medium] = Take(medium, parts, place));
        return request with
        {
            Slides =
            [
                .. request.Slides.Select(slide =>
                    slide with
                    {
                        Media = slide.Media?.Select(medium => taken[medium]).ToList(),
                    }
                ),
            ],
        };
    }

    private static void Each(SubmitMmsRequest request, Action<MmsMediumRequest, string> take)
    {
        for (var slide = 0; slide < request.Slides.Count; slide++)
        {
            var place = $"slides[{slide}]";
            var media = (request.Slides[slide] ?? throw Invalid(place)).Media ?? [];
            for (var medium = 0; medium < media.Count; medium++)
            {
                var where = $"{place}.media[{medium}]";
                take(media[medium] ?? throw Invalid(where), where);
            }
        }
    }

    private static MmsMediumRequest Take(
        MmsMediumRequest medium,
        SortedDictionary<string, byte[]>? parts,
        string place
    )
    {
        if (medium.Base64 is null == medium.File is null)
        {
            throw new ProblemException(ProblemCatalogue.MmsMediumMissing.At(place));
        }

        if (medium.File is null)
        {
            return medium;
        }

        return parts is not null && parts.TryGetValue(medium.File, out var file)
            ? medium with
            {
                Base64 = file,
                File = null,
                Name = medium.Name ?? medium.File,
            }
            : throw new ProblemException(ProblemCatalogue.MmsFileMissing.With(medium.File).At(place));
    }

    private static ProblemException Invalid(string place) =>
        new(ProblemCatalogue.FieldInvalid.With(place).At(place));

    private static byte[] DigestOf(SortedDictionary<string, byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("mms-form\0"u8);
        foreach (var (name, content) in parts)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            hash.AppendData(SHA256.HashData(content));
        }

        return hash.GetHashAndReset();
    }
}
