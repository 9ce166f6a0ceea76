using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Yixun.Core.Channels;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Data.Channels;

/// <summary>Channels between their rows and their settings. Secrets are encrypted in the row and open in the settings.</summary>
public sealed class ChannelRows(FieldCipher cipher, MessageIdGenerator ids)
{
    /// <summary>Secrets have a column of their own.</summary>
    private static readonly JsonSerializerOptions Json = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutSecrets } },
    };

    /// <summary>The whole settings of a row.</summary>
    public ChannelSettings Read(ChannelEntity row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var extras = JsonSerializer.Deserialize<ChannelExtras>(row.Settings, Json)!;
        var secrets =
            row.SecretCipher.Length == 0
                ? new ChannelSecrets()
                : JsonSerializer.Deserialize<ChannelSecrets>(
                    cipher.Decrypt(row.SecretId, CipherField.ChannelSecret, row.SecretCipher)
                )!;
        extras.Sgip.PeerSecret = secrets.SgipPeer;
        extras.Mm7.PeerPassword = secrets.Mm7Peer;
        return new ChannelSettings
        {
            Id = row.Id,
            Name = row.Name,
            Kind = row.Kind,
            Carriers = Split(row.Carriers, Enum.Parse<Carrier>),
            Lanes = Split(row.Lanes, Enum.Parse<Lane>),
            Provinces = Split(row.Provinces, static name => name),
            AccessNumber = row.AccessNumber,
            MaximumExtension = extras.MaximumExtension,
            Enabled = row.Enabled,
            Mode = row.Mode,
            Weight = row.Weight,
            Price = row.Price,
            Hours = row.Hours,
            SignatureRequired = row.SignatureRequired,
            SignatureByCarrier = row.SignatureByCarrier,
            LinkPolicy = row.LinkPolicy,
            Gsm7 = row.Gsm7,
            Protocol = row.Protocol,
            Host = row.Host,
            Port = row.Port,
            Account = row.Account,
            Secret = secrets.Secret,
            ServiceId = extras.ServiceId,
            MessageSource = extras.MessageSource,
            FeeType = extras.FeeType,
            FeeCode = extras.FeeCode,
            Connections = row.Connections,
            Window = row.Window,
            Rate = row.Rate,
            ActiveTestInterval = extras.ActiveTestInterval,
            ResponseTimeout = extras.ResponseTimeout,
            MaximumBackoff = extras.MaximumBackoff,
            FlowControlCodes = extras.FlowControlCodes,
            Sgip = extras.Sgip,
            Smgp = extras.Smgp,
            Smpp = extras.Smpp,
            Mm7 = extras.Mm7,
        };
    }

    /// <summary>Where the gateway of a row is: "host:port", or the URI of an MMSC; empty where none is set.</summary>
    public static string GatewayOf(ChannelEntity row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Kind == ChannelKind.Mms
                ? JsonSerializer.Deserialize<ChannelExtras>(row.Settings, Json)!.Mm7.Address
            : row.Host.Length == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{row.Host}:{row.Port}");
    }

    /// <summary>A row for new settings; revision 1.</summary>
    public ChannelEntity Create(ChannelSettings settings, string by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var row = new ChannelEntity
        {
            Id = settings.Id,
            Name = settings.Name,
            Protocol = settings.Protocol,
            Carriers = "",
            AccessNumber = settings.AccessNumber,
            UpdatedBy = by,
        };
        WriteUse(row, settings);
        WriteConnection(row, settings);
        Touch(row, by, now);
        return row;
    }

    /// <summary>Puts into a row what may go over the channel, and how the operator has set it.</summary>
    public static void WriteUse(ChannelEntity row, ChannelSettings settings)
    {
        row.Name = settings.Name.Length == 0 ? settings.Id : settings.Name;
        row.Enabled = settings.Enabled;
        row.Mode = settings.Mode;
        row.Lanes = string.Join(',', settings.Lanes);
        row.Provinces = string.Join(',', settings.Provinces);
        row.Weight = settings.Weight;
        row.Price = settings.Price;
        row.Hours = settings.Hours;
        row.SignatureRequired = settings.SignatureRequired;
        row.SignatureByCarrier = settings.SignatureByCarrier;
        row.LinkPolicy = settings.LinkPolicy;
        row.Gsm7 = settings.Gsm7;
        row.Rate = settings.Rate;
    }

    /// <summary>Puts into a row how the gateway is reached. Secrets that did not change keep their ciphertext.</summary>
    public void WriteConnection(ChannelEntity row, ChannelSettings settings)
    {
        row.Kind = settings.Kind;
        row.Protocol = settings.Protocol;
        row.Carriers = string.Join(',', settings.Carriers);
        row.AccessNumber = settings.AccessNumber;
        row.Host = settings.Host;
        row.Port = settings.Port;
        row.Account = settings.Account;
        row.Connections = settings.Connections;
        row.Window = settings.Window;
        row.Settings = JsonSerializer.Serialize(
            new ChannelExtras
            {
                MaximumExtension = settings.MaximumExtension,
                ServiceId = settings.ServiceId,
                MessageSource = settings.MessageSource,
                FeeType = settings.FeeType,
                FeeCode = settings.FeeCode,
                ActiveTestInterval = settings.ActiveTestInterval,
                ResponseTimeout = settings.ResponseTimeout,
                MaximumBackoff = settings.MaximumBackoff,
                FlowControlCodes = settings.FlowControlCodes,
                Sgip = settings.Sgip,
                Smgp = settings.Smgp,
                Smpp = settings.Smpp,
                Mm7 = settings.Mm7,
            },
            Json
        );
        var secrets = JsonSerializer.SerializeToUtf8Bytes(
            new ChannelSecrets
            {
                Secret = settings.Secret,
                SgipPeer = settings.Sgip.PeerSecret,
                Mm7Peer = settings.Mm7.PeerPassword,
            }
        );
        if (
            row.SecretCipher.Length > 0
            && cipher
                .Decrypt(row.SecretId, CipherField.ChannelSecret, row.SecretCipher)
                .AsSpan()
                .SequenceEqual(secrets)
        )
        {
            return;
        }

        row.SecretId = ids.Next();
        row.SecretCipher = cipher.Encrypt(row.SecretId, CipherField.ChannelSecret, secrets);
    }

    /// <summary>Marks a row as changed, so that the daemon and routing see it.</summary>
    public static void Touch(ChannelEntity row, string by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        row.Revision++;
        row.UpdatedAt = now;
        row.UpdatedBy = by;
    }

    private static IReadOnlyList<T> Split<T>(string list, Func<string, T> parse) =>
        [
            .. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(parse),
        ];

    private static void WithoutSecrets(JsonTypeInfo type)
    {
        if (type.Type != typeof(SgipChannelSettings) && type.Type != typeof(Mm7ChannelSettings))
        {
            return;
        }

        foreach (
            var secret in type
                .Properties.Where(property =>
                    property.Name
                        is nameof(SgipChannelSettings.PeerSecret)
                            or nameof(Mm7ChannelSettings.PeerPassword)
                )
                .ToList()
        )
        {
            type.Properties.Remove(secret);
        }
    }
}
