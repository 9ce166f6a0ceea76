using System.Text.Json;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Http;

namespace Yixun.Functions.Callbacks;

/// <summary>Makes the rows of callbacks, to be saved with what they tell of.</summary>
public sealed class CallbackOutbox(FieldCipher cipher, MessageIdGenerator ids, TimeProvider time)
{
    /// <summary>How long a callback is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <param name="systemId">Who is told.</param>
    /// <param name="kind">One of <see cref="CallbackKinds"/>.</param>
    /// <param name="subjectId">Row that it tells of.</param>
    /// <param name="body">Makes the body from the callback's id.</param>
    public CallbackEntity Create<T>(int systemId, string kind, long subjectId, Func<long, T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var id = ids.Next();
        var now = time.GetUtcNow();
        return new CallbackEntity
        {
            Id = id,
            SystemId = systemId,
            Kind = kind,
            SubjectId = subjectId,
            BodyCipher = cipher.Encrypt(
                id,
                CipherField.CallbackBody,
                JsonSerializer.SerializeToUtf8Bytes(body(id), ApiJson.Options)
            ),
            NextTryAt = now,
            TriesUntil = now + Patience,
            CreatedAt = now,
        };
    }
}
