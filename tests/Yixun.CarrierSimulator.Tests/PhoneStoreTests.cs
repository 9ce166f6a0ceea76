using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.CarrierSimulator.Phones;

namespace Yixun.CarrierSimulator.Tests;

public sealed class PhoneStoreTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Media_beyond_the_limit_lose_their_octets_and_keep_their_digests()
    {
        var store = new PhoneStore(10, _time, 250);
        for (var index = 0; index < 3; index++)
        {
            store.Receive("1", "1069", "g", "c", Mms($"{index}", new byte[100]));
        }

        var media = store.Of("1").Select(message => message.Mms!.Media[0]).ToArray();
        Assert.Equal([false, true, true], media.Select(medium => medium.Data is not null));
        Assert.All(media, medium => Assert.Equal((100, 64), (medium.Size, medium.Sha256.Length)));
    }

    [Fact]
    public void Same_message_twice_is_a_copy_and_another_picture_is_not()
    {
        var store = new PhoneStore(10, _time);
        store.Receive("1", "1069", "g", "c", Mms("a", [1]));
        store.Receive("1", "1069", "g", "c", Mms("a", [1]));
        store.Receive("1", "1069", "g", "c", Mms("a", [2]));
        store.Receive("1", "1069", "g", "c", Mms("b", [2]));
        Assert.Equal([2, 1, 1], store.Of("1").Select(message => message.Copies));
    }

    [Fact]
    public void Find_gives_what_is_still_shown()
    {
        var store = new PhoneStore(2, _time);
        for (var index = 0; index < 3; index++)
        {
            store.Receive("1", "1069", "g", "c", Mms($"{index}", [1]));
        }

        Assert.Null(store.Find(1));
        Assert.Equal("2", store.Find(3)!.Mms!.Subject);
        Assert.Null(store.Find(4));
        store.Clear();
        Assert.Null(store.Find(3));
    }

    private static PhoneMms Mms(string subject, byte[] data) =>
        new(subject, [new PhoneMedium("image/gif", "a.gif", data, null)]);
}
