using System.Security.Cryptography;
using System.Text;

namespace Yixun.CarrierSimulator.Phones;

/// <summary>What a phone shows of an MMS. Its texts are the message's <see cref="PhoneMessage.Text"/>.</summary>
public sealed class PhoneMms
{
    private readonly Lazy<string> _fingerprint;

    internal PhoneMms(string? subject, IReadOnlyList<PhoneMedium> media)
    {
        Subject = subject;
        Media = media;
        Text = string.Join('\n', media.Select(static medium => medium.Text).OfType<string>());
        _fingerprint = new Lazy<string>(() => Digest(subject, media));
    }

    public string? Subject { get; }

    /// <summary>In the order of the message, the texts too, without the SMIL.</summary>
    public IReadOnlyList<PhoneMedium> Media { get; }

    /// <summary>The texts, one a line.</summary>
    internal string Text { get; }

    /// <summary>Equal where subject, types and octets are.</summary>
    internal string Fingerprint => _fingerprint.Value;

    private static string Digest(string? subject, IReadOnlyList<PhoneMedium> media)
    {
        var whole = new StringBuilder(subject);
        foreach (var medium in media)
        {
            whole.Append('\n').Append(medium.Type).Append(' ').Append(medium.Sha256);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole.ToString())));
    }
}
