namespace Yixun.Data.Server;

/// <summary>Where new rows go in bulk.</summary>
/// <param name="Columns">In the order in which values are written.</param>
internal sealed record CopyTarget(string Table, params string[] Columns)
{
    public static CopyTarget Messages { get; } =
        new(
            "messages",
            "id",
            "batch_id",
            "system_id",
            "lane",
            "state",
            "phone_hash",
            "phone_cipher",
            "content_cipher",
            "segments",
            "carrier",
            "due_at",
            "expires_at",
            "client_id"
        );

    public static CopyTarget Batches { get; } =
        new(
            "batches",
            "id",
            "system_id",
            "client_id",
            "body_digest",
            "nonce_hash",
            "lane",
            "extension",
            "content_cipher",
            "template_id",
            "first_message_id",
            "last_message_id",
            "message_count",
            "segments",
            "rejected_count",
            "rejections_cipher",
            "repeated",
            "accepted_at",
            "scheduled_at",
            "kind",
            "forced_channel_id",
            "department",
            "template_version"
        );

    public static CopyTarget MessageSegments { get; } =
        new(
            "message_segments",
            "message_id",
            "idx",
            "total",
            "channel_id",
            "carrier_id",
            "result",
            "status",
            "submitted_at",
            "reported_at",
            "read_at"
        );

    public static CopyTarget MmsParts { get; } =
        new(
            "mms_parts",
            "id",
            "batch_id",
            "position",
            "slide",
            "milliseconds",
            "kind",
            "content_type",
            "name",
            "size",
            "sha256",
            "cipher"
        );

    public static CopyTarget MmsFallbacks { get; } = new("mms_fallbacks", "batch_id", "content_cipher");
}
