using System.Collections.Concurrent;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Data.Store;
using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Dispatch;

/// <summary>Opens messages that wait in the database, for a queue. A text that a batch shares is opened once.</summary>
internal sealed class StrandedTexts(FieldCipher cipher)
{
    private readonly ConcurrentDictionary<long, ChunkText> _shared = new();

    /// <exception cref="System.Security.Cryptography.CryptographicException">A ciphertext is not what it should be.</exception>
    /// <exception cref="ArgumentException">What was encrypted is no number or text.</exception>
    public DispatchEntry Open(StrandedMessage message)
    {
        var text = message.ContentCipher is not null
            ? TextOf(
                message,
                cipher.DecryptText(message.Id, CipherField.MessageContent, message.ContentCipher)
            )
            : _shared.GetOrAdd(
                message.BatchId,
                static (batchId, state) =>
                    TextOf(
                        state.message,
                        state.cipher.DecryptText(
                            batchId,
                            CipherField.BatchContent,
                            state.message.BatchContentCipher
                        )
                    ),
                (message, cipher)
            );
        return new DispatchEntry(
            message.Id,
            cipher.DecryptNumber(message.Id, CipherField.MessagePhone, message.PhoneCipher),
            text,
            message.ExpiresAt
        );
    }

    /// <summary>Forgets the texts.</summary>
    public void Clear() => _shared.Clear();

    private static ChunkText TextOf(StrandedMessage message, string text) =>
        new(
            text,
            message.Extension,
            message.SystemId,
            message.Kind == ChannelKind.Mms ? message.BatchId : 0,
            message.ForcedChannelId ?? ""
        );
}
