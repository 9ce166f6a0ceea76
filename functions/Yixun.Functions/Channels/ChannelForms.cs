using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Functions.Records;

namespace Yixun.Functions.Channels;

/// <summary>Channels between the API's form and their settings.</summary>
internal static class ChannelForms
{
    /// <summary>The form of a channel, without its secrets.</summary>
    public static ChannelForm Write(ChannelSettings channel) =>
        new()
        {
            Name = channel.Name,
            Kind = MessageRecords.NameOf(channel.Kind),
            Carriers = [.. channel.Carriers.Select(carrier => MessageRecords.NameOf(carrier))],
            Lanes = [.. channel.Lanes.Select(Lanes.NameOf)],
            Provinces = channel.Provinces,
            AccessNumber = channel.AccessNumber,
            Enabled = channel.Enabled,
            Mode = MessageRecords.NameOf(channel.Mode),
            Weight = channel.Weight,
            Price = channel.Price,
            Hours = channel.Hours,
            SignatureRequired = channel.SignatureRequired,
            SignatureByCarrier = channel.SignatureByCarrier,
            LinkPolicy = MessageRecords.NameOf(channel.LinkPolicy),
            Gsm7 = channel.Gsm7,
            Protocol = channel.Protocol,
            Host = channel.Host,
            Port = channel.Port,
            Account = channel.Account,
            ServiceId = channel.ServiceId,
            MessageSource = channel.MessageSource,
            FeeType = channel.FeeType,
            FeeCode = channel.FeeCode,
            Connections = channel.Connections,
            Window = channel.Window,
            Rate = channel.Rate,
            ActiveTestSeconds = (int)channel.ActiveTestInterval.TotalSeconds,
            ResponseTimeoutSeconds = (int)channel.ResponseTimeout.TotalSeconds,
            MaximumBackoffSeconds = (int)channel.MaximumBackoff.TotalSeconds,
            FlowControlCodes = channel.FlowControlCodes,
            Sgip = ProtocolForms.Write(channel.Sgip),
            Smgp = ProtocolForms.Write(channel.Smgp),
            Smpp = ProtocolForms.Write(channel.Smpp),
            Mm7 = ProtocolForms.Write(channel.Mm7),
        };

    /// <summary>Puts a form onto settings: what the form leaves out (secrets, sections) stays as it is there.</summary>
    /// <exception cref="ProblemException">channel_invalid: a word is none that the API knows.</exception>
    public static void Apply(ChannelForm form, ChannelSettings channel)
    {
        channel.Name = form.Name.Trim().Length == 0 ? channel.Id : form.Name.Trim();
        channel.Kind = Word<ChannelKind>(form.Kind, "kind");
        channel.Carriers = [.. form.Carriers.Select(name => Word<Carrier>(name, "carriers"))];
        channel.Lanes = [.. form.Lanes.Select(LaneOf)];
        channel.Provinces = [.. form.Provinces.Select(name => name.Trim())];
        channel.AccessNumber = form.AccessNumber;
        channel.Enabled = form.Enabled;
        channel.Mode = Word<ChannelMode>(form.Mode, "mode");
        channel.Weight = form.Weight;
        channel.Price = form.Price;
        channel.Hours = form.Hours;
        channel.SignatureRequired = form.SignatureRequired;
        channel.SignatureByCarrier = form.SignatureByCarrier;
        channel.LinkPolicy = Word<LinkPolicy>(form.LinkPolicy, "linkPolicy");
        channel.Gsm7 = form.Gsm7;
        channel.Protocol = form.Protocol.ToLowerInvariant();
        channel.Host = form.Host.Trim();
        channel.Port = form.Port;
        channel.Account = form.Account;
        channel.Secret = form.Secret ?? channel.Secret;
        channel.ServiceId = form.ServiceId;
        channel.MessageSource = form.MessageSource;
        channel.FeeType = form.FeeType;
        channel.FeeCode = form.FeeCode;
        channel.Connections = form.Connections;
        channel.Window = form.Window;
        channel.Rate = form.Rate;
        channel.ActiveTestInterval = TimeSpan.FromSeconds(form.ActiveTestSeconds);
        channel.ResponseTimeout = TimeSpan.FromSeconds(form.ResponseTimeoutSeconds);
        channel.MaximumBackoff = TimeSpan.FromSeconds(form.MaximumBackoffSeconds);
        channel.FlowControlCodes = form.FlowControlCodes;
        ProtocolForms.Apply(form, channel);
    }

    private static T Word<T>(string name, string field)
        where T : struct, Enum =>
        // Enum.TryParse would also take the number that a member is stored as, and lists of members.
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => NameIs(value, name))
        ?? throw Unknown(name, field);

    private static bool NameIs<T>(T? value, string name)
        where T : struct, Enum => string.Equals(value?.ToString(), name, StringComparison.OrdinalIgnoreCase);

    private static Lane LaneOf(string name) =>
        Lanes.TryParse(name, out var lane) ? lane : throw Unknown(name, "lanes");

    private static ProblemException Unknown(string name, string field) =>
        new(
            ProblemCatalogue
                .ChannelInvalid.With($"{field} 不认识“{(name.Length > 32 ? name[..32] : name)}”")
                .At(field)
        );
}
