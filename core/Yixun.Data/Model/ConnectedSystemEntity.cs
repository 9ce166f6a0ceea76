namespace Yixun.Data.Model;

/// <summary>A hospital system that submits messages (HIS, LIS, PACS, OA…).</summary>
public sealed class ConnectedSystemEntity
{
    public int Id { get; init; }

    /// <summary>Key id that requests name.</summary>
    public required string Key { get; init; }

    public required string Name { get; set; }

    /// <summary>A fresh id for every secret; the ciphertext is bound to it.</summary>
    public long SecretId { get; set; }

    /// <summary>The signing secret.</summary>
    public required byte[] SecretCipher { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>Signature used when a request names none.</summary>
    public string? DefaultSignature { get; set; }

    /// <summary>Lanes that it may use, comma separated; empty: all.</summary>
    public string AllowedLanes { get; set; } = "";

    /// <summary>Addresses or CIDR networks it may call from, comma separated; empty: any.</summary>
    public string AllowedAddresses { get; set; } = "";

    /// <summary>Requests per second; 0: the site's default.</summary>
    public int RequestsPerSecond { get; set; }

    /// <summary>Where it is told of replies; null: nowhere.</summary>
    public string? CallbackUrl { get; set; }

    /// <summary>What it is told of, comma separated: reply, report.</summary>
    public string CallbackEvents { get; set; } = "";

    /// <summary>A fresh id for every callback secret; the ciphertext is bound to it.</summary>
    public long CallbackSecretId { get; set; }

    /// <summary>The secret that callbacks are signed with; empty: none was made yet.</summary>
    public byte[] CallbackSecretCipher { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }
}
