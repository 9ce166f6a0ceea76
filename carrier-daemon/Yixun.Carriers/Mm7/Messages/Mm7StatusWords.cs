namespace Yixun.Carriers.Mm7.Messages;

/// <summary>Meaning of the words in reports; letter case is ignored.</summary>
public static class Mm7StatusWords
{
    public static Mm7DeliveryStatus Delivery(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        // "System Rejected" and "Recipient Rejected" say who refused.
        return word.EndsWith("rejected", StringComparison.OrdinalIgnoreCase) ? Mm7DeliveryStatus.Rejected
            : Enum.TryParse<Mm7DeliveryStatus>(word, true, out var status)
            && word.Equals(status.ToString(), StringComparison.OrdinalIgnoreCase)
                ? status
            : Mm7DeliveryStatus.Unknown;
    }

    public static Mm7ReadStatus Read(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.StartsWith("deleted", StringComparison.OrdinalIgnoreCase) ? Mm7ReadStatus.Deleted
            : word.Equals("read", StringComparison.OrdinalIgnoreCase) ? Mm7ReadStatus.Read
            : Mm7ReadStatus.Unknown;
    }

    /// <summary>True when no other status of that recipient follows.</summary>
    public static bool IsFinal(this Mm7DeliveryStatus status) =>
        status is not (Mm7DeliveryStatus.Unknown or Mm7DeliveryStatus.Deferred);

    public static bool IsSuccess(this Mm7DeliveryStatus status) =>
        status is Mm7DeliveryStatus.Retrieved or Mm7DeliveryStatus.Forwarded;
}
