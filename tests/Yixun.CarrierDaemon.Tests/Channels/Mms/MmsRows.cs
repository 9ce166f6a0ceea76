using System.Text;
using Yixun.Core.Mms;
using Yixun.Core.Security;
using Yixun.Data.Store;

namespace Yixun.CarrierDaemon.Tests.Channels.Mms;

/// <summary>Rows of an MMS with a picture and a text on one slide of 7 seconds.</summary>
internal static class MmsRows
{
    public static NewMms Of(PumpSession session)
    {
        return new NewMms(
            [
                Part(1, MmsPartKind.Picture, "image/png", [1, 2, 3]),
                Part(2, MmsPartKind.Text, "text/plain", Encoding.UTF8.GetBytes("您好")),
            ],
            null
        );

        NewMmsPart Part(int position, MmsPartKind kind, string type, byte[] data)
        {
            var id = session.Ids.Next();
            return new NewMmsPart(
                id,
                position,
                1,
                7000,
                kind,
                type,
                null,
                data.Length,
                [0],
                session.Cipher.Encrypt(id, CipherField.MmsPart, data)
            );
        }
    }
}
