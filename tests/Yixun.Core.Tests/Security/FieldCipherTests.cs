using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Xunit;
using Yixun.Core.Security;

namespace Yixun.Core.Tests.Security;

public sealed class FieldCipherTests
{
    private static readonly FieldCipher Cipher = new(DataKeyRing.Generate());

    [Fact]
    public void Decrypt_any_field_comes_back() =>
        Gen.Select(Gen.Long, Gen.Enum<CipherField>(), Gen.Byte.Array[0, 300])
            .Sample(
                (row, field, plaintext) =>
                {
                    var ciphertext = Cipher.Encrypt(row, field, plaintext);

                    Assert.Equal(plaintext.Length + FieldCipher.Overhead, ciphertext.Length);
                    Assert.Equal(plaintext, Cipher.Decrypt(row, field, ciphertext));
                },
                iter: 1000
            );

    [Fact]
    public void DecryptText_text_comes_back()
    {
        var ciphertext = Cipher.Encrypt(5, CipherField.MessageContent, "【仁和医院】您好😀");

        Assert.Equal("【仁和医院】您好😀", Cipher.DecryptText(5, CipherField.MessageContent, ciphertext));
        Assert.DoesNotContain("仁和", Encoding.UTF8.GetString(ciphertext), StringComparison.Ordinal);
    }

    [Fact]
    public void DecryptNumber_any_number_comes_back() =>
        Gen.Select(Gen.Long, Gen.Long)
            .Sample(
                (row, number) =>
                    Assert.Equal(
                        number,
                        Cipher.DecryptNumber(
                            row,
                            CipherField.MessagePhone,
                            Cipher.EncryptNumber(row, CipherField.MessagePhone, number)
                        )
                    ),
                iter: 500
            );

    [Fact]
    public void Decrypt_other_row_fails() =>
        Gen.Select(Gen.Long, Gen.Long)
            .Where((row, other) => row != other)
            .Sample(
                (row, other) =>
                {
                    var ciphertext = Cipher.EncryptNumber(row, CipherField.MessagePhone, 13_800_138_000);

                    Assert.ThrowsAny<CryptographicException>(() =>
                        Cipher.Decrypt(other, CipherField.MessagePhone, ciphertext)
                    );
                },
                iter: 300
            );

    [Fact]
    public void Decrypt_other_field_fails()
    {
        foreach (var field in Enum.GetValues<CipherField>())
        {
            var ciphertext = Cipher.Encrypt(5, field, "138");

            foreach (var other in Enum.GetValues<CipherField>().Where(other => other != field))
            {
                Assert.ThrowsAny<CryptographicException>(() => Cipher.Decrypt(5, other, ciphertext));
            }
        }
    }

    [Fact]
    public void Decrypt_changed_ciphertext_fails() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255])
            .Sample(
                (plaintext, place, change) =>
                {
                    var ciphertext = Cipher.Encrypt(5, CipherField.MessageContent, plaintext);
                    ciphertext[place % ciphertext.Length] ^= change;

                    Assert.ThrowsAny<CryptographicException>(() =>
                        Cipher.Decrypt(5, CipherField.MessageContent, ciphertext)
                    );
                },
                iter: 1000
            );

    [Fact]
    public void Decrypt_cut_ciphertext_fails()
    {
        var ciphertext = Cipher.Encrypt(5, CipherField.MessageContent, "您好");
        for (var length = 0; length < ciphertext.Length; length++)
        {
            var cut = ciphertext[..length];
            Assert.ThrowsAny<CryptographicException>(() =>
                Cipher.Decrypt(5, CipherField.MessageContent, cut)
            );
        }
    }

    [Fact]
    public void Decrypt_after_rotation_old_key_opens_and_the_new_one_encrypts()
    {
        var lookup = RandomNumberGenerator.GetBytes(32);
        var oldKey = new DataKey(1, RandomNumberGenerator.GetBytes(32));
        var newKey = new DataKey(2, RandomNumberGenerator.GetBytes(32));
        var before = new FieldCipher(new DataKeyRing([oldKey], lookup));
        var rotated = new FieldCipher(new DataKeyRing([newKey, oldKey], lookup));
        var old = before.Encrypt(5, CipherField.MessageContent, "旧");

        var fresh = rotated.Encrypt(5, CipherField.MessageContent, "新");

        Assert.Equal((1, 2), (old[0], fresh[0]));
        Assert.Equal("旧", rotated.DecryptText(5, CipherField.MessageContent, old));
        Assert.Equal("新", rotated.DecryptText(5, CipherField.MessageContent, fresh));
        Assert.Throws<CryptographicException>(() => before.DecryptText(5, CipherField.MessageContent, fresh));
    }

    [Fact]
    public void Decrypt_other_key_of_the_same_id_fails()
    {
        var ciphertext = Cipher.Encrypt(5, CipherField.MessageContent, "您好");

        Assert.ThrowsAny<CryptographicException>(() =>
            new FieldCipher(DataKeyRing.Generate()).Decrypt(5, CipherField.MessageContent, ciphertext)
        );
    }

    [Fact]
    public void Encrypt_many_threads_do_not_disturb_each_other() =>
        Parallel.For(
            0,
            2000,
            row =>
                Assert.Equal(
                    row,
                    Cipher.DecryptNumber(
                        row,
                        CipherField.OptOutPhone,
                        Cipher.EncryptNumber(row, CipherField.OptOutPhone, row)
                    )
                )
        );

    /// <summary>The numbers are part of the nonce of everything that is stored.</summary>
    [Theory]
    [InlineData(CipherField.MessagePhone, 1)]
    [InlineData(CipherField.MessageContent, 2)]
    [InlineData(CipherField.BatchContent, 3)]
    [InlineData(CipherField.BatchRejections, 4)]
    [InlineData(CipherField.InboundPhone, 5)]
    [InlineData(CipherField.InboundContent, 6)]
    [InlineData(CipherField.SystemSecret, 7)]
    [InlineData(CipherField.BlacklistPhone, 8)]
    [InlineData(CipherField.OptOutPhone, 9)]
    [InlineData(CipherField.PortedPhone, 10)]
    [InlineData(CipherField.InboundRaw, 11)]
    public void CipherField_number_stays_and_is_its_own(CipherField field, int number)
    {
        Assert.Equal(number, (int)field);
        Assert.Equal(Enum.GetNames<CipherField>().Length, Enum.GetValues<CipherField>().Distinct().Count());
    }
}
