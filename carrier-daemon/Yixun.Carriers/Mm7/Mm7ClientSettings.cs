using System.Collections.Frozen;
using System.Globalization;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>How a channel talks to its MMSC. <see cref="ToString"/> never shows the password.</summary>
public sealed record Mm7ClientSettings
{
    /// <summary>http or https; everything is posted to it.</summary>
    public required Uri Address { get; init; }

    public Mm7Authentication Authentication { get; init; } = Mm7Authentication.Basic;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public Mm7Dialect Dialect { get; init; } = new();

    /// <summary>Value of the header MM7APIVersion, which some MMSCs of China Mobile want; not sent when null.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Most connections to the MMSC.</summary>
    public int Connections { get; init; } = 4;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait for the whole answer to a request, connecting included.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Idle time after which a connection isn't used again. A request on a connection that the MMSC is just closing is
    /// uncertain: stay below the MMSC's own limit.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest answer taken from the MMSC, octets.</summary>
    public int MaxResponseBytes { get; init; } = 256 * 1024;

    /// <summary>Longest request sent, octets of the HTTP body.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>StatusCodes of this carrier, beside the standard ones, that mean "try later".</summary>
    public IReadOnlySet<int> TryLaterCodes { get; init; } = FrozenSet<int>.Empty;

    /// <summary>Says what is wrong with the settings.</summary>
    /// <exception cref="ArgumentException">A value can't work.</exception>
    public void Validate()
    {
        Require(
            Address.IsAbsoluteUri && Address.Scheme is "http" or "https" && Address.UserInfo.Length == 0,
            "The address is an absolute http or https URI without user and password."
        );
        Require(Authentication == Mm7Authentication.None || User.Length > 0, "Authentication needs a user.");
        Require(
            User.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !User.Contains(':'),
            "The user has printable ASCII characters and no colon (RFC 7617)."
        );
        Require(Connections is >= 1 and <= 256, "Connections are 1 to 256.");
        Require(
            ConnectTimeout > TimeSpan.Zero && ResponseTimeout > TimeSpan.Zero && IdleTimeout > TimeSpan.Zero,
            "Time-outs are above zero."
        );
        Require(MaxResponseBytes >= 1024, "The longest answer has at least 1,024 octets.");
        Require(MaxRequestBytes >= 1024, "The longest request has at least 1,024 octets.");
        Require(!TryLaterCodes.Any(Mm7StatusCode.IsSuccess), "Codes of success don't mean \"try later\".");
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"MM7 {Dialect.Version} {User}@{Address.Host}:{Address.Port}, {Connections} connections"
        );

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
