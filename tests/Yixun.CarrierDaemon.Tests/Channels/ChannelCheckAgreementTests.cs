using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.Core.Channels;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;

namespace Yixun.CarrierDaemon.Tests.Channels;

/// <summary>What the form takes the daemon runs, and what the daemon can't run the form refuses: at every edge.</summary>
public sealed class ChannelCheckAgreementTests
{
    private static readonly CarrierLinkFactory Factory = new(TimeProvider.System);

    private static readonly string[] Protocols = ["cmpp20", "cmpp30", "sgip", "smgp", "smpp", "mm7"];

    private static readonly (
        string Protocols,
        string Field,
        int Least,
        int Most,
        Action<ChannelSettings, string> Set
    )[] Texts =
    [
        ("cmpp20 cmpp30", "account", 6, 6, (channel, text) => channel.Account = text),
        ("sgip", "account", 1, 16, (channel, text) => channel.Account = text),
        ("smgp", "account", 1, 8, (channel, text) => channel.Account = text),
        ("smpp", "account", 1, 15, (channel, text) => channel.Account = text),
        ("mm7", "account", 1, int.MaxValue, (channel, text) => channel.Account = text),
        ("sgip", "secret", 0, 16, (channel, text) => channel.Secret = text),
        ("smpp", "secret", 0, 63, (channel, text) => channel.Secret = text),
        ("cmpp20 cmpp30 sgip smgp", "serviceId", 0, 10, (channel, text) => channel.ServiceId = text),
        ("smpp", "serviceId", 0, 5, (channel, text) => channel.ServiceId = text),
        ("cmpp20 cmpp30", "messageSource", 0, 6, (channel, text) => channel.MessageSource = text),
        ("smgp", "messageSource", 0, 8, (channel, text) => channel.MessageSource = text),
        ("cmpp20 cmpp30 sgip smgp", "feeCode", 0, 6, (channel, text) => channel.FeeCode = text),
        ("sgip", "sgip.corpId", 1, 5, (channel, text) => channel.Sgip.CorpId = text),
        ("smgp", "smgp.mobileServiceId", 0, 21, (channel, text) => channel.Smgp.MobileServiceId = text),
        ("smpp", "smpp.systemType", 0, 12, (channel, text) => channel.Smpp.SystemType = text),
        ("smpp", "smpp.destinationPrefix", 0, 4, (channel, text) => channel.Smpp.DestinationPrefix = text),
        ("mm7", "mm7.vaspId", 1, 32, (channel, text) => channel.Mm7.VaspId = text),
        ("mm7", "mm7.vasId", 0, 32, (channel, text) => channel.Mm7.VasId = text),
    ];

    private static readonly Dictionary<
        string,
        (string Protocol, bool Good, Action<ChannelSettings> Set)
    > Values = new()
    {
        ["mm7 flow control code 1999"] = ("mm7", false, channel => channel.FlowControlCodes = [1999]),
        ["mm7 flow control code 2000"] = ("mm7", true, channel => channel.FlowControlCodes = [2000]),
        ["mm7 256 requests at a time"] = (
            "mm7",
            true,
            channel => (channel.Window, channel.Connections) = (64, 4)
        ),
        ["mm7 260 requests at a time"] = (
            "mm7",
            false,
            channel => (channel.Window, channel.Connections) = (65, 4)
        ),
        ["mm7 user with a colon"] = ("mm7", false, channel => channel.Account = "a:b"),
        ["mm7 address with a user"] = (
            "mm7",
            false,
            channel => channel.Mm7.Address = "http://a:b@10.0.0.2/mm7"
        ),
        ["mm7 address of ftp"] = ("mm7", false, channel => channel.Mm7.Address = "ftp://10.0.0.2/mm7"),
        ["mm7 most octets"] = ("mm7", true, channel => channel.Mm7.MaximumBytes = 10 * 1024 * 1024),
        ["mm7 fewest octets"] = ("mm7", true, channel => channel.Mm7.MaximumBytes = 1024),
        ["mm7 too few octets"] = ("mm7", false, channel => channel.Mm7.MaximumBytes = 1023),
        ["smpp validity of 16 characters"] = (
            "smpp",
            true,
            channel => channel.Smpp.ValidityPeriod = "000001000000000R"
        ),
        ["smpp validity of 15 characters"] = (
            "smpp",
            false,
            channel => channel.Smpp.ValidityPeriod = "00000100000000R"
        ),
        ["sgip gateway without login name"] = ("sgip", false, channel => channel.Sgip.PeerAccount = ""),
        ["sgip gateway without password"] = ("sgip", false, channel => channel.Sgip.PeerSecret = ""),
        ["sgip fee type 4"] = ("sgip", true, channel => channel.FeeType = "4"),
        ["cmpp30 most connections"] = (
            "cmpp30",
            true,
            channel => channel.Connections = ChannelSettingsCheck.MaximumConnections
        ),
        ["smgp widest window"] = (
            "smgp",
            true,
            channel => channel.Window = ChannelSettingsCheck.MaximumWindow
        ),
        ["cmpp20 no window"] = ("cmpp20", false, channel => channel.Window = 0),
        ["smpp no connection"] = ("smpp", false, channel => channel.Connections = 0),
    };

    public static TheoryData<string, string, int> Lengths =>
        [
            .. from text in Texts
            from protocol in text.Protocols.Split(' ')
            from length in new HashSet<int>
            {
                text.Least - 1,
                text.Least,
                Math.Min(text.Most, 64),
                Math.Min(text.Most, 64) + 1,
            }
            // Texts that the form wants are not asked for by the wire, and a channel needs no longer user than 64.
            where length > 0 && (text.Most != int.MaxValue || length <= 64)
            select (protocol, text.Field, length),
        ];

    public static TheoryData<string> Cases => [.. Values.Keys];

    public static TheoryData<string> AllProtocols => [.. Protocols];

    [Fact]
    public void Every_protocol_is_looked_at() =>
        Assert.Equal(Protocols.Order(), CarrierLinkFactory.Protocols.Order());

    [Theory]
    [MemberData(nameof(AllProtocols))]
    public Task What_a_contract_gives_is_taken_by_both(string protocol) => AgreeAsync(Good(protocol), true);

    [Theory]
    [MemberData(nameof(Lengths))]
    public Task Length_at_the_edge_is_judged_alike(string protocol, string field, int length)
    {
        var text = Texts.Single(one => one.Field == field && one.Protocols.Split(' ').Contains(protocol));
        var channel = Good(protocol);
        text.Set(channel, new string('1', length));

        return AgreeAsync(channel, length >= text.Least && length <= text.Most);
    }

    [Theory]
    [InlineData("cmpp20", "account")]
    [InlineData("sgip", "account")]
    [InlineData("sgip", "sgip.corpId")]
    [InlineData("smgp", "account")]
    [InlineData("smpp", "account")]
    [InlineData("mm7", "account")]
    [InlineData("mm7", "mm7.vaspId")]
    public Task Text_that_the_wire_needs_is_missed_by_both(string protocol, string field)
    {
        var channel = Good(protocol);
        Texts
            .Single(one => one.Field == field && one.Protocols.Split(' ').Contains(protocol))
            .Set(channel, "");

        return AgreeAsync(channel, false);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Value_at_the_edge_is_judged_alike(string name)
    {
        var (protocol, good, set) = Values[name];
        var channel = Good(protocol);
        set(channel);

        return AgreeAsync(channel, good);
    }

    private static async Task AgreeAsync(ChannelSettings channel, bool good)
    {
        var faults = ChannelSettingsCheck.Find(channel);
        string? refusal = null;
        try
        {
            await using var link = Factory.Create(channel, new UnheardLinkHandler());
        }
        catch (ArgumentException exception)
        {
            refusal = exception.Message;
        }

        Assert.True(
            good == (faults.Count == 0) && good == (refusal is null),
            $"Form: {string.Join("; ", faults.Select(fault => fault.Detail))}. Daemon: {refusal}."
        );
    }

    private static ChannelSettings Good(string protocol)
    {
        var channel = new ChannelSettings
        {
            Id = "mobile-1",
            Kind = protocol == "mm7" ? ChannelKind.Mms : ChannelKind.Sms,
            Carriers = [Carrier.Mobile],
            AccessNumber = "106900001234567890",
            Protocol = protocol,
            Host = "10.0.0.1",
            Account = "900001",
            Secret = "secret",
        };
        channel.Sgip.Node = 3_020_012_345;
        channel.Sgip.CorpId = "12345";
        channel.Sgip.Listen = "127.0.0.1:8801";
        channel.Sgip.PeerAccount = "gateway";
        channel.Sgip.PeerSecret = "word";
        channel.Mm7.Address = "http://10.0.0.2/mm7";
        channel.Mm7.VaspId = "901234";
        return channel;
    }
}
