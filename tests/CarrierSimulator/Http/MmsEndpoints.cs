using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator.Http;

/// <summary>Media of MMS on phones, and MMS that phones write.</summary>
internal static class MmsEndpoints
{
    private const int MaxMedia = 20;

    public static void Map(RouteGroupBuilder api, CarrierSimulatorHost host)
    {
        api.MapGet(
            "/messages/{id:long}/media/{index:int}",
            (long id, int index, HttpContext context) => Show(host, id, index, context.Response)
        );
        api.MapPost(
            "/mms-replies",
            async (HttpRequest request) => Reply(host, await ApiJson.ReadAsync<MmsReplyRequest>(request))
        );
    }

    /// <summary>Whoever sends an MMS chooses its octets: nothing of it runs in the page.</summary>
    private static IResult Show(CarrierSimulatorHost host, long id, int index, HttpResponse response)
    {
        var media = host.Phones.Find(id)?.Mms?.Media ?? [];
        if (index < 0 || index >= media.Count)
        {
            throw ApiInput.Missing("medium", "没有这个媒体", "There is no such medium.");
        }

        var medium = media[index];
        var data =
            medium.Data
            ?? throw ApiInput.Missing(
                "medium.gone",
                "媒体内容已清理",
                "The octets were dropped for newer ones."
            );
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(data, Shown(medium));
    }

    private static string Shown(PhoneMedium medium) =>
        medium.Type switch
        {
            "image/svg+xml" => "application/octet-stream",
            var type
                when type.StartsWith("image/", StringComparison.Ordinal)
                    || type.StartsWith("audio/", StringComparison.Ordinal)
                    || type.StartsWith("video/", StringComparison.Ordinal) => type,
            _ => "application/octet-stream",
        };

    private static IResult Reply(CarrierSimulatorHost host, MmsReplyRequest reply)
    {
        ApiInput.RequirePhones(reply.From, reply.To);
        if (reply.Subject is { Length: > 200 } || reply.Text is { Length: > 5000 })
        {
            throw ApiInput.Bad(
                "text",
                "主题不超过 200 个字符，内容不超过 5000 个字符",
                "The subject has at most 200 characters, the text 5,000."
            );
        }

        var media = reply.Media ?? [];
        if (media.Count > MaxMedia || media.Any(static medium => medium?.Type is null || medium.Data is null))
        {
            throw ApiInput.Bad(
                "media",
                "媒体不超过 20 个，每个都要有类型和内容",
                "There are at most 20 media, each with type and data."
            );
        }

        var gateway = string.IsNullOrEmpty(reply.Gateway)
            ? null
            : ApiInput.Gateway(host, reply.Gateway).Options.Name;
        host.Reply(
            new MmsReply
            {
                From = reply.From!,
                To = reply.To!,
                Subject = reply.Subject,
                Text = reply.Text,
                Media = [.. media.Select(static medium => new MmsReplyMedium(medium.Type!, medium.Data))],
            },
            gateway
        );
        return ApiJson.Answer(new { queued = true }, StatusCodes.Status202Accepted);
    }
}
