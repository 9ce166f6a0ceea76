using System.Buffers.Binary;
using System.Text;
using Xunit;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Security;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Sqlite;

/// <summary>What lies on the disk tells neither who was written to nor what.</summary>
public sealed class SecrecyTests
{
    private const string Phone = "13812345678";
    private const string Text = "【市一医院】您的血钾危急值结果已出";

    [Fact]
    public async Task Files_of_a_used_store_hold_no_number_and_no_text()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var ring = DataKeyRing.Generate();
        var cipher = new FieldCipher(ring);
        Assert.True(PhoneNumber.TryParse(Phone, out var number));
        var batch = store.NewBatch(50);
        batch = batch with
        {
            ContentCipher = cipher.Encrypt(batch.Id, CipherField.BatchContent, Text),
            RejectionsCipher = cipher.Encrypt(batch.Id, CipherField.BatchRejections, Phone),
            Messages =
            [
                .. batch.Messages.Select(message =>
                    message with
                    {
                        PhoneHash = new PhoneHasher(ring).Hash(number),
                        PhoneCipher = cipher.EncryptNumber(
                            message.Id,
                            CipherField.MessagePhone,
                            number.Value
                        ),
                        ContentCipher = cipher.Encrypt(message.Id, CipherField.MessageContent, Text),
                    }
                ),
            ],
        };
        await store.AppendAsync(batch);
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        await store.DispatchAsync(Core.Messages.MessageState.Queued, ids);
        await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids, 1, TemporaryStore.Cancellation);
        await store.ApplyAsync([.. ids.Select(id => Segments.Accepted(id, status: "DELIVRD"))]);

        // It can be read back with the keys.
        var row = await store.MessageAsync(ids[7]);
        Assert.Equal(number.Value, cipher.DecryptNumber(row.Id, CipherField.MessagePhone, row.PhoneCipher));
        Assert.Equal(Text, cipher.DecryptText(row.Id, CipherField.MessageContent, row.ContentCipher));

        var big = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(big, number.Value);
        byte[][] secrets =
        [
            Encoding.ASCII.GetBytes(Phone),
            // SQLite keeps a number of this size in 6 octets.
            big[2..],
            Encoding.UTF8.GetBytes(Text[6..12]),
            Encoding.Unicode.GetBytes(Text[6..12]),
            Encoding.BigEndianUnicode.GetBytes(Text[6..12]),
        ];
        var marker = Encoding.ASCII.GetBytes(Segments.CarrierId(ids[0]));
        var marked = false;
        foreach (var path in store.Folder.Files)
        {
            var octets = await ReadSharedAsync(path);
            Assert.All(secrets, secret => Assert.Equal(-1, octets.AsSpan().IndexOf(secret)));
            marked |= octets.AsSpan().IndexOf(marker) >= 0;
        }

        // The rows were in what was looked at.
        Assert.True(marked);
        Assert.Contains(store.Folder.Files, path => path.EndsWith("-wal", StringComparison.Ordinal));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var octets = new byte[file.Length];
        await file.ReadExactlyAsync(octets, TemporaryStore.Cancellation);
        return octets;
    }
}
