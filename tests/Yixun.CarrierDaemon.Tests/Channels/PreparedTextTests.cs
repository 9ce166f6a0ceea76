using System.Text;
using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.Core.Text;

namespace Yixun.CarrierDaemon.Tests.Channels;

public sealed class PreparedTextTests
{
    private const string Signature = "【仁和医院】";

    [Fact]
    public void Text_whose_signature_the_carrier_adds_leaves_it_out()
    {
        var text = new PreparedText(Signature + "请到3号窗口取药。", "1069", signatureByCarrier: true);

        Assert.Equal(1, text.Segments);
        Assert.Equal("请到3号窗口取药。", Encoding.BigEndianUnicode.GetString(text.UserData(1)[0]));
    }

    [Fact]
    public void Text_whose_signature_the_carrier_adds_is_cut_as_if_it_were_there()
    {
        var content = new string('检', 70 - Signature.Length + 1);
        var text = new PreparedText(Signature + content, "1069", signatureByCarrier: true);

        var segments = text.UserData(7);

        Assert.Equal(2, text.Segments);
        Assert.Equal([67 - Signature.Length, 4], segments.Select(segment => (segment.Length - 6) / 2));
    }

    [Fact]
    public void Text_of_nothing_but_a_signature_keeps_it()
    {
        var text = new PreparedText(Signature, "1069", signatureByCarrier: true);

        Assert.Equal(Signature, Encoding.BigEndianUnicode.GetString(text.UserData(1)[0]));
    }

    [Theory]
    [InlineData("Total 12 EUR", false, TextCoding.Ascii)]
    [InlineData("Total 12 €", false, TextCoding.Ucs2)]
    [InlineData("Total 12 €", true, TextCoding.Gsm7)]
    [InlineData("合计12€", true, TextCoding.Ucs2)]
    public void Coding_follows_the_text_and_what_the_channel_takes(
        string content,
        bool gsm7,
        TextCoding coding
    ) => Assert.Equal(coding, new PreparedText(content, "1069", gsm7: gsm7).Coding);
}
