namespace Yixun.Functions.Channels;

/// <summary>A channel whole, as the console edits it.</summary>
/// <param name="Id">Channel id.</param>
/// <param name="Revision">Give it back with a change.</param>
/// <param name="FromConfiguration">Its connection comes from the configuration file and can't be changed here.</param>
/// <param name="HealthShare">What its health leaves of the weight, 0 to 100.</param>
/// <param name="HealthReason">Why, where it is less than 100.</param>
/// <param name="UpdatedAt">Last change.</param>
/// <param name="UpdatedBy">Account of who made it.</param>
/// <param name="SecretSet">There is a secret.</param>
/// <param name="SgipPeerSecretSet">There is a password for the SGIP gateway's own connections.</param>
/// <param name="Mm7PeerPasswordSet">There is a password for the MMSC.</param>
/// <param name="Settings">Everything that can be set; without secrets.</param>
public sealed record ChannelDetailView(
    string Id,
    string Revision,
    bool FromConfiguration,
    int HealthShare,
    string? HealthReason,
    DateTimeOffset UpdatedAt,
    string UpdatedBy,
    bool SecretSet,
    bool SgipPeerSecretSet,
    bool Mm7PeerPasswordSet,
    ChannelForm Settings
);

/// <param name="Settings">The whole channel; secrets that are left out stay.</param>
/// <param name="Revision">Of the version that was changed; absent for a new channel. The header If-Match says the same.</param>
/// <param name="Reason">1 to 200 characters; needed where a change touches mode, weight, rate or whether it is enabled.</param>
public sealed record ChannelChange(ChannelForm Settings, string? Revision = null, string? Reason = null);

/// <param name="Revision">Of the channel after the change.</param>
public sealed record ChannelRevision(string Revision);

/// <param name="Reason">1 to 200 characters.</param>
public sealed record ChannelOperation(string? Reason = null);

/// <param name="Weight">0 to 1,000; 0: gets no messages.</param>
/// <param name="Reason">1 to 200 characters.</param>
public sealed record ChannelWeight(int Weight, string? Reason = null);

/// <param name="Rate">Segments per second; 0: no limit but the window.</param>
/// <param name="Reason">1 to 200 characters.</param>
public sealed record ChannelRate(int Rate, string? Reason = null);

/// <param name="To">One number.</param>
/// <param name="Content">The text without a signature; absent: one that says what it is.</param>
public sealed record ChannelTest(string To, string? Content = null);

/// <param name="MessageId">The message; its record shows its course.</param>
public sealed record ChannelTestAnswer(string MessageId);
