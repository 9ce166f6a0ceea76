using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Yixun.Core.Mms;
using Yixun.Functions.Hosting;

namespace Yixun.Functions.Mms;

/// <summary>The page of an MMS: texts, pictures, sound and video of this site, no script, nothing of anybody else.</summary>
public static class MmsPage
{
    private const string Style =
        "body{margin:0 auto;max-width:40em;padding:1em;font:1.1em/1.6 sans-serif;color:#222;background:#fff}"
        + "h1{font-size:1.3em}section{margin:1.5em 0}img,video{max-width:100%;height:auto}audio{width:100%}"
        + "p{white-space:pre-wrap;overflow-wrap:anywhere}footer{color:#666;border-top:1px solid #ddd}";

    /// <summary>Allows this page's own style, and media of this site alone.</summary>
    public static string ContentSecurityPolicy { get; } =
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))
        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Show(MmsPageContent content, HospitalOptions hospital)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{Encode(content.Subject)}</h1>");
        foreach (var slide in content.Parts.GroupBy(part => part.Slide))
        {
            body.Append("<section>");
            foreach (var part in slide)
            {
                body.Append(Show(part, content.Token));
            }

            body.Append("</section>");
        }

        return Frame(content.Subject, body.ToString(), hospital);
    }

    /// <summary>For a link that is unknown or over; does not say which.</summary>
    public static string Gone(HospitalOptions hospital) =>
        Frame(
            "内容已失效",
            "<h1>内容已失效</h1><p>该链接不存在或已过期。如需了解内容，请联系医院。</p>",
            hospital
        );

    private static string Show(MmsShownPart part, string token)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"/m/{Encode(token)}/{part.Position}");
        return part.Kind switch
        {
            MmsPartKind.Picture => $"<img src=\"{source}\" alt=\"图片\">",
            MmsPartKind.Audio => $"<audio controls preload=\"metadata\" src=\"{source}\"></audio>",
            MmsPartKind.Video =>
                $"<video controls playsinline preload=\"metadata\" src=\"{source}\"></video>",
            _ => $"<p>{Encode(part.Text ?? "")}</p>",
        };
    }

    private static string Frame(string title, string body, HospitalOptions hospital)
    {
        var lines = new[]
        {
            hospital.Name,
            hospital.Phone.Length == 0 ? "" : $"电话：{hospital.Phone}",
        }.Where(line => line.Length > 0);
        return "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            + "<meta name=\"robots\" content=\"noindex,nofollow\">"
            + $"<title>{Encode(title)}</title><style>{Style}</style></head><body><main>{body}</main>"
            + $"<footer>{string.Concat(lines.Select(line => $"<p>{Encode(line)}</p>"))}</footer></body></html>";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
