using Yixun.Core.Messages;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Dispatch;

/// <summary>Makes chunks, each different text once.</summary>
public static class ChunkBuilder
{
    public static MessageChunk Build(Lane lane, string channelId, ReadOnlySpan<DispatchEntry> entries)
    {
        var texts = new List<ChunkText>();
        var places = new Dictionary<ChunkText, int>();
        var items = new ChunkMessage[entries.Length];
        for (var index = 0; index < items.Length; index++)
        {
            ref readonly var entry = ref entries[index];
            var text = entry.Text;
            // Neighbours mostly share their text: no hashing then.
            int place;
            if (texts.Count > 0 && ReferenceEquals(texts[^1], text))
            {
                place = texts.Count - 1;
            }
            else if (!places.TryGetValue(text, out place))
            {
                place = texts.Count;
                places.Add(text, place);
                texts.Add(text);
            }

            items[index] = new ChunkMessage(entry.Id, entry.Phone, place, entry.ExpiresAt);
        }

        return new MessageChunk(lane, channelId, texts, items);
    }
}
