using Yixun.Core.Channels;

namespace Yixun.Functions.Channels;

/// <summary>The protocols' sections between the API's form and their settings.</summary>
internal static class ProtocolForms
{
    public static SgipForm Write(SgipChannelSettings own) =>
        new()
        {
            Node = own.Node,
            CorpId = own.CorpId,
            Listen = own.Listen,
            PeerAccount = own.PeerAccount,
            PeerAddresses = own.PeerAddresses,
        };

    public static SmgpForm Write(SmgpChannelSettings own) =>
        new()
        {
            WithoutFixedFee = own.WithoutFixedFee,
            SeparateDirections = own.SeparateDirections,
            MobileServiceId = own.MobileServiceId,
        };

    public static SmppForm Write(SmppChannelSettings own) =>
        new()
        {
            Transceiver = own.Transceiver,
            SystemType = own.SystemType,
            SourceTon = own.SourceTon,
            SourceNpi = own.SourceNpi,
            DestinationTon = own.DestinationTon,
            DestinationNpi = own.DestinationNpi,
            DestinationPrefix = own.DestinationPrefix,
            ValidityPeriod = own.ValidityPeriod,
            AsciiDataCoding = own.AsciiDataCoding,
            LongMessages = own.LongMessages,
            IdFormat = own.IdFormat,
        };

    public static Mm7Form Write(Mm7ChannelSettings own) =>
        new()
        {
            Address = own.Address,
            Authentication = own.Authentication,
            VaspId = own.VaspId,
            VasId = own.VasId,
            ServiceCode = own.ServiceCode,
            Version = own.Version,
            Namespace = own.Namespace,
            QualifiedChildren = own.QualifiedChildren,
            ContentReference = own.ContentReference,
            Base64 = own.Base64,
            ApiVersion = own.ApiVersion,
            Listen = own.Listen,
            PeerUser = own.PeerUser,
            PeerAddresses = own.PeerAddresses,
            ReadReply = own.ReadReply,
            MaximumBytes = own.MaximumBytes,
        };

    /// <summary>Puts the sections that a form has onto settings.</summary>
    public static void Apply(ChannelForm form, ChannelSettings channel)
    {
        if (form.Sgip is { } sgip)
        {
            Apply(sgip, channel.Sgip);
        }

        if (form.Smgp is { } smgp)
        {
            Apply(smgp, channel.Smgp);
        }

        if (form.Smpp is { } smpp)
        {
            Apply(smpp, channel.Smpp);
        }

        if (form.Mm7 is { } mm7)
        {
            Apply(mm7, channel.Mm7);
        }
    }

    private static void Apply(SgipForm form, SgipChannelSettings own)
    {
        own.Node = form.Node;
        own.CorpId = form.CorpId;
        own.Listen = string.IsNullOrEmpty(form.Listen) ? null : form.Listen;
        own.PeerAccount = form.PeerAccount;
        own.PeerSecret = form.PeerSecret ?? own.PeerSecret;
        own.PeerAddresses = form.PeerAddresses;
    }

    private static void Apply(SmgpForm form, SmgpChannelSettings own)
    {
        own.WithoutFixedFee = form.WithoutFixedFee;
        own.SeparateDirections = form.SeparateDirections;
        own.MobileServiceId = form.MobileServiceId;
    }

    private static void Apply(SmppForm form, SmppChannelSettings own)
    {
        own.Transceiver = form.Transceiver;
        own.SystemType = form.SystemType;
        own.SourceTon = form.SourceTon;
        own.SourceNpi = form.SourceNpi;
        own.DestinationTon = form.DestinationTon;
        own.DestinationNpi = form.DestinationNpi;
        own.DestinationPrefix = form.DestinationPrefix;
        own.ValidityPeriod = form.ValidityPeriod;
        own.AsciiDataCoding = form.AsciiDataCoding;
        own.LongMessages = form.LongMessages;
        own.IdFormat = form.IdFormat;
    }

    private static void Apply(Mm7Form form, Mm7ChannelSettings own)
    {
        own.Address = form.Address;
        own.Authentication = form.Authentication;
        own.VaspId = form.VaspId;
        own.VasId = form.VasId;
        own.ServiceCode = form.ServiceCode;
        own.Version = form.Version;
        own.Namespace = form.Namespace;
        own.QualifiedChildren = form.QualifiedChildren;
        own.ContentReference = form.ContentReference;
        own.Base64 = form.Base64;
        own.ApiVersion = form.ApiVersion;
        own.Listen = form.Listen;
        own.PeerUser = form.PeerUser;
        own.PeerPassword = form.PeerPassword ?? own.PeerPassword;
        own.PeerAddresses = form.PeerAddresses;
        own.ReadReply = form.ReadReply;
        own.MaximumBytes = form.MaximumBytes;
    }
}
