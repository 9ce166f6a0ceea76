using System.Text.Json;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Http;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Inbound;

/// <summary>A segment's row with its content open.</summary>
/// <param name="Row">The row.</param>
/// <param name="From">Who wrote.</param>
/// <param name="Text">Text of the segment.</param>
/// <param name="Media">Media of an MMS, which has one segment; null: none.</param>
internal sealed record ReplyPart(
    InboundSegmentEntity Row,
    string From,
    string Text,
    IReadOnlyList<InboundMedium>? Media = null
)
{
    /// <summary>Segments with the same key make one reply.</summary>
    public (string Channel, long From, string To, int Reference, int Segments) Key =>
        (Row.ChannelId, Row.FromHash, Row.ToNumber, Row.Reference, Row.Segments);

    public static ReplyPart Open(InboundSegmentEntity row, FieldCipher cipher)
    {
        var content = ApiJson.Read<Content>(
            cipher.Decrypt(row.Id, CipherField.InboundRaw, row.ContentCipher)
        );
        return new ReplyPart(row, content.From, content.Text);
    }

    /// <summary>Encrypts the content into the row, which has to wait for others.</summary>
    public void Seal(FieldCipher cipher) =>
        Row.ContentCipher = cipher.Encrypt(
            Row.Id,
            CipherField.InboundRaw,
            JsonSerializer.SerializeToUtf8Bytes(new Content(From, Text), ApiJson.Options)
        );

    private sealed record Content(string From, string Text);
}
