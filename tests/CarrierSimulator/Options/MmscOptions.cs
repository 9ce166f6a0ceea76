namespace Yixun.CarrierSimulator.Options;

/// <summary>The variant of MM7 that an MMSC speaks, and its limits.</summary>
public sealed record MmscOptions
{
    /// <summary>Octets of all media of a message together; more is refused with 2004.</summary>
    public int MaxMessageBytes { get; init; } = 512 * 1024;

    /// <summary>Recipients of one message; more is refused with 3003.</summary>
    public int MaxRecipients { get; init; } = 20;

    /// <summary>False leaves the children of a message without a namespace, as China Mobile does.</summary>
    public bool QualifiedChildren { get; init; }

    /// <summary>True sends the media of replies as base64 instead of binary.</summary>
    public bool Base64 { get; init; }

    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal void Validate(string gateway)
    {
        if (MaxMessageBytes is < 1024 or > 16 * 1024 * 1024 || MaxRecipients is < 1 or > 1000)
        {
            throw new ArgumentException(
                $"Gateway {gateway}: messages are limited to 1 KiB to 16 MiB and 1 to 1,000 recipients."
            );
        }
    }
}
