namespace Yixun.Data.Server;

/// <summary>Writes segments that receipts added or changed.</summary>
internal static class ReceiptSegmentStatements
{
    public static async Task InsertAsync(StoreSession session, List<ReceiptSegment> segments)
    {
        await using var rows = await session.CopyAsync(CopyTarget.MessageSegments);
        foreach (var segment in segments)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(segment.MessageId);
            await rows.WriteAsync(segment.Index);
            await rows.WriteAsync(segment.Total);
            await rows.WriteAsync(segment.ChannelId);
            await rows.WriteAsync(segment.CarrierId);
            await rows.WriteAsync(segment.Result);
            await rows.WriteAsync(segment.Status);
            await rows.WriteAsync(segment.SubmittedAt);
            await rows.WriteAsync(segment.ReportedAt);
            await rows.WriteAsync(segment.ReadAt);
        }

        await rows.CompleteAsync();
    }

    public static Task<int> UpdateAsync(StoreSession session, List<ReceiptSegment> segments) =>
        session
            .Statement(session.Sql.ChangeSegments)
            .Set(segments.ConvertAll(segment => segment.MessageId).ToArray())
            .Set(segments.ConvertAll(segment => segment.Index).ToArray())
            .Set(segments.ConvertAll(segment => segment.ChannelId).ToArray())
            .Set(segments.ConvertAll(segment => segment.CarrierId).ToArray())
            .Set(segments.ConvertAll(segment => segment.Result).ToArray())
            .Set(segments.ConvertAll(segment => segment.Status).ToArray())
            .Set(segments.ConvertAll(segment => segment.SubmittedAt).ToArray())
            .Set(segments.ConvertAll(segment => segment.ReportedAt).ToArray())
            .Set(segments.ConvertAll(segment => segment.ReadAt).ToArray())
            .ExecuteAsync();
}
