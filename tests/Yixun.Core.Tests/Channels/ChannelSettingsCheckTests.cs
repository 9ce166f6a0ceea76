using Xunit;
using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;

namespace Yixun.Core.Tests.Channels;

public sealed class ChannelSettingsCheckTests
{
    private static readonly string[] Codes =
    [
        "missing",
        "length",
        "range",
        "format",
        "unknown",
        "unsupported",
        "mismatch",
    ];

    public static TheoryData<string> Protocols => [.. ChannelSettingsCheck.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Find_withWhatAContractGives_findsNothing(string protocol) =>
        Assert.Empty(ChannelSettingsCheck.Find(Good(protocol)));

    [Theory]
    [InlineData("cmpp30", "id", "format")]
    [InlineData("cmpp30", "name", "length")]
    [InlineData("cmpp30", "carriers", "missing")]
    [InlineData("cmpp30", "carriers", "unknown")]
    [InlineData("cmpp30", "lanes", "unknown")]
    [InlineData("cmpp30", "provinces", "format")]
    [InlineData("cmpp30", "accessNumber", "missing")]
    [InlineData("cmpp30", "accessNumber", "format")]
    [InlineData("cmpp30", "accessNumber", "length")]
    [InlineData("cmpp30", "maximumExtension", "range")]
    [InlineData("cmpp30", "hours", "format")]
    [InlineData("cmpp30", "weight", "range")]
    [InlineData("cmpp30", "price", "range")]
    [InlineData("cmpp30", "rate", "range")]
    [InlineData("cmpp30", "mode", "unknown")]
    [InlineData("cmpp30", "linkPolicy", "unknown")]
    [InlineData("cmpp30", "protocol", "unknown")]
    [InlineData("cmpp30", "kind", "mismatch")]
    [InlineData("mm7", "kind", "mismatch")]
    [InlineData("cmpp30", "host", "missing")]
    [InlineData("cmpp30", "host", "format")]
    [InlineData("cmpp30", "port", "range")]
    [InlineData("cmpp30", "connections", "range")]
    [InlineData("cmpp30", "window", "range")]
    [InlineData("cmpp30", "activeTestSeconds", "range")]
    [InlineData("cmpp30", "responseTimeoutSeconds", "range")]
    [InlineData("cmpp30", "maximumBackoffSeconds", "range")]
    [InlineData("cmpp30", "flowControlCodes", "length")]
    [InlineData("cmpp30", "gsm7", "unsupported")]
    [InlineData("cmpp20", "account", "length")]
    [InlineData("cmpp20", "secret", "missing")]
    [InlineData("cmpp20", "serviceId", "length")]
    [InlineData("cmpp20", "messageSource", "length")]
    [InlineData("cmpp20", "feeType", "format")]
    [InlineData("cmpp20", "feeCode", "format")]
    [InlineData("sgip", "account", "length")]
    [InlineData("sgip", "secret", "length")]
    [InlineData("sgip", "feeType", "range")]
    [InlineData("sgip", "sgip.node", "missing")]
    [InlineData("sgip", "sgip.corpId", "format")]
    [InlineData("sgip", "sgip.listen", "format")]
    [InlineData("sgip", "sgip.peerAccount", "missing")]
    [InlineData("sgip", "sgip.peerSecret", "missing")]
    [InlineData("sgip", "sgip.peerAddresses", "format")]
    [InlineData("smgp", "account", "length")]
    [InlineData("smgp", "messageSource", "length")]
    [InlineData("smgp", "smgp.mobileServiceId", "length")]
    [InlineData("smpp", "account", "length")]
    [InlineData("smpp", "serviceId", "length")]
    [InlineData("smpp", "smpp.systemType", "length")]
    [InlineData("smpp", "smpp.sourceTon", "range")]
    [InlineData("smpp", "smpp.destinationPrefix", "format")]
    [InlineData("smpp", "smpp.validityPeriod", "length")]
    [InlineData("smpp", "smpp.asciiDataCoding", "range")]
    [InlineData("smpp", "smpp.longMessages", "unknown")]
    [InlineData("smpp", "smpp.idFormat", "unknown")]
    [InlineData("mm7", "mm7.address", "missing")]
    [InlineData("mm7", "mm7.address", "format")]
    [InlineData("mm7", "mm7.authentication", "unknown")]
    [InlineData("mm7", "mm7.vaspId", "length")]
    [InlineData("mm7", "mm7.vaspId", "missing")]
    [InlineData("mm7", "mm7.maximumBytes", "range")]
    [InlineData("mm7", "mm7.peerPassword", "missing")]
    public void Find_withOneFault_findsThatOne(string protocol, string field, string code)
    {
        var channel = Good(protocol);
        Spoil(channel, field, code);

        var faults = ChannelSettingsCheck.Find(channel);

        var fault = Assert.Single(faults, one => one.Field == field);
        Assert.Equal(code, fault.Code);
        Assert.Contains(code, Codes);
        Assert.Matches("[一-龥]", fault.Detail);
        // A protocol that is no protocol says nothing of its other fields, and mm7 asks for other ones.
        Assert.All(faults, one => Assert.True(one.Field == field || field is "kind" or "protocol"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.20.30.40")]
    [InlineData("::1")]
    [InlineData("gateway.local")]
    public void Find_privateAddress_isAllowed(string host)
    {
        var channel = Good("cmpp30");
        channel.Host = host;

        Assert.Empty(ChannelSettingsCheck.Find(channel));
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
            Host = protocol == "mm7" ? "" : "10.0.0.1",
            Account = "900001",
            Secret = "secret",
        };
        channel.Sgip.Node = 3_020_012_345;
        channel.Sgip.CorpId = "12345";
        channel.Sgip.Listen = "0.0.0.0:8801";
        channel.Sgip.PeerAccount = "gateway";
        channel.Sgip.PeerSecret = "word";
        channel.Sgip.PeerAddresses = ["10.0.0.1"];
        channel.Mm7.Address = "http://10.0.0.2/mm7";
        channel.Mm7.VaspId = "901234";
        channel.Mm7.PeerUser = "mmsc";
        channel.Mm7.PeerPassword = "word";
        return channel;
    }

    private static void Spoil(ChannelSettings channel, string field, string code)
    {
        var text = code == "missing" ? "" : new string('x', 90);
        switch (field)
        {
            case "id":
                channel.Id = "-Mobile";
                break;
            case "name":
                channel.Name = text;
                break;
            case "carriers":
                channel.Carriers = code == "missing" ? [] : [Carrier.Mobile, Carrier.Mobile];
                break;
            case "lanes":
                channel.Lanes = [(Lane)9];
                break;
            case "provinces":
                channel.Provinces = ["北京,上海"];
                break;
            case "accessNumber":
                channel.AccessNumber = code switch
                {
                    "missing" => "",
                    "length" => "1069000012345678901",
                    _ => "1069x",
                };
                break;
            case "maximumExtension":
                channel.MaximumExtension = 3;
                break;
            case "hours":
                channel.Hours = "21:00-08:00";
                break;
            case "weight":
                channel.Weight = 1001;
                break;
            case "price":
                channel.Price = -1;
                break;
            case "rate":
                channel.Rate = -1;
                break;
            case "mode":
                channel.Mode = (ChannelMode)9;
                break;
            case "linkPolicy":
                channel.LinkPolicy = (LinkPolicy)9;
                break;
            case "protocol":
                channel.Protocol = "cmpp10";
                break;
            case "kind":
                channel.Kind = channel.Kind == ChannelKind.Sms ? ChannelKind.Mms : ChannelKind.Sms;
                break;
            case "host":
                channel.Host = code == "missing" ? "" : "a b";
                break;
            case "port":
                channel.Port = 65_536;
                break;
            case "connections":
                channel.Connections = 0;
                break;
            case "window":
                channel.Window = 0;
                break;
            case "activeTestSeconds":
                channel.ActiveTestInterval = TimeSpan.Zero;
                break;
            case "responseTimeoutSeconds":
                channel.ResponseTimeout = TimeSpan.FromHours(1);
                break;
            case "maximumBackoffSeconds":
                channel.MaximumBackoff = TimeSpan.Zero;
                break;
            case "flowControlCodes":
                channel.FlowControlCodes = [.. Enumerable.Range(1, 33).Select(one => (uint)one)];
                break;
            case "gsm7":
                channel.Gsm7 = true;
                break;
            case "account":
                channel.Account = text;
                break;
            case "secret":
                channel.Secret = text;
                break;
            case "serviceId":
                channel.ServiceId = text;
                break;
            case "messageSource":
                channel.MessageSource = text;
                break;
            case "feeType":
                channel.FeeType = "9";
                break;
            case "feeCode":
                channel.FeeCode = "1.5";
                break;
            default:
                SpoilSection(channel, field, text);
                break;
        }
    }

    private static void SpoilSection(ChannelSettings channel, string field, string text)
    {
        switch (field)
        {
            case "sgip.node":
                channel.Sgip.Node = 0;
                break;
            case "sgip.corpId":
                channel.Sgip.CorpId = "123456";
                break;
            case "sgip.listen":
                channel.Sgip.Listen = "8801";
                break;
            case "sgip.peerAccount":
                channel.Sgip.PeerAccount = text;
                break;
            case "sgip.peerSecret":
                channel.Sgip.PeerSecret = text;
                break;
            case "sgip.peerAddresses":
                channel.Sgip.PeerAddresses = ["gateway"];
                break;
            case "smgp.mobileServiceId":
                channel.Smgp.MobileServiceId = text;
                break;
            case "smpp.systemType":
                channel.Smpp.SystemType = text;
                break;
            case "smpp.sourceTon":
                channel.Smpp.SourceTon = 7;
                break;
            case "smpp.destinationPrefix":
                channel.Smpp.DestinationPrefix = "+86";
                break;
            case "smpp.validityPeriod":
                channel.Smpp.ValidityPeriod = "1 day";
                break;
            case "smpp.asciiDataCoding":
                channel.Smpp.AsciiDataCoding = 8;
                break;
            case "smpp.longMessages":
                channel.Smpp.LongMessages = text;
                break;
            case "smpp.idFormat":
                channel.Smpp.IdFormat = text;
                break;
            case "mm7.address":
                channel.Mm7.Address = text;
                break;
            case "mm7.authentication":
                channel.Mm7.Authentication = text;
                break;
            case "mm7.vaspId":
                channel.Mm7.VaspId = text;
                break;
            case "mm7.maximumBytes":
                channel.Mm7.MaximumBytes = 1;
                break;
            case "mm7.peerPassword":
                channel.Mm7.PeerPassword = text;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "No such field.");
        }
    }
}
