using System.Security.Cryptography;
using System.Text;
using Yixun.Core.Ids;
using Yixun.Core.Mms;
using Yixun.Core.Security;
using Yixun.Data.Store;

namespace Yixun.Functions.Mms;

/// <summary>Makes rows of the slides of an MMS.</summary>
internal static class NewMmsParts
{
    public static NewMms Of(MmsDraft draft, long batchId, MessageIdGenerator ids, FieldCipher cipher)
    {
        var parts = new List<NewMmsPart>();
        for (var index = 0; index < draft.Slides.Count; index++)
        {
            var slide = draft.Slides[index];
            foreach (var medium in slide.Media)
            {
                Add(index + 1, slide, MmsMediaType.KindOf(medium.Type), medium);
            }

            if (!string.IsNullOrEmpty(slide.Text))
            {
                Add(
                    index + 1,
                    slide,
                    MmsPartKind.Text,
                    new MmsMedium("text/plain", Encoding.UTF8.GetBytes(slide.Text))
                );
            }
        }

        return new NewMms(
            parts,
            draft.FallbackText is null
                ? null
                : cipher.Encrypt(batchId, CipherField.MmsFallback, draft.FallbackText)
        );

        void Add(int number, MmsSlide slide, MmsPartKind kind, MmsMedium medium)
        {
            var id = ids.Next();
            parts.Add(
                new NewMmsPart(
                    id,
                    parts.Count + 1,
                    number,
                    (int)slide.Duration.TotalMilliseconds,
                    kind,
                    medium.Type,
                    medium.Name,
                    medium.Data.Length,
                    SHA256.HashData(medium.Data.Span),
                    cipher.Encrypt(id, CipherField.MmsPart, medium.Data.Span)
                )
            );
        }
    }
}
