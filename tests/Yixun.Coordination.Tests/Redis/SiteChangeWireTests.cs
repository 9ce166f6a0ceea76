using CsCheck;
using Xunit;
using Yixun.Coordination.Redis;

namespace Yixun.Coordination.Tests.Redis;

public sealed class SiteChangeWireTests
{
    [Fact]
    public void Read_whatWasWritten_isTheSame() =>
        Gen.Select(Gen.Guid, Gen.Enum<SiteTopic>(), Gen.Long.Array[0, 20])
            .Sample(
                (process, topic, subjects) =>
                {
                    var read = SiteChangeWire.Read(
                        SiteChangeWire.Write(process, new SiteChange(topic, subjects))
                    );
                    Assert.Equal(process, read?.Process);
                    Assert.Equal(topic, read?.Change.Topic);
                    Assert.Equal(subjects, read?.Change.Subjects);
                }
            );

    [Fact]
    public void Read_anything_throwsNothing() =>
        Gen.Byte.Array[0, 60].Sample(octets => SiteChangeWire.Read(octets));

    [Fact]
    public void Read_anotherVersion_isNotRead()
    {
        var octets = SiteChangeWire.Write(Guid.NewGuid(), SiteChange.Everything);
        octets[0]++;

        Assert.Null(SiteChangeWire.Read(octets));
    }
}
