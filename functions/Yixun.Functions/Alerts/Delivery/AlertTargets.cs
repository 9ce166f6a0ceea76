using System.Text.Json;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>Addresses of targets between their rows and the open form.</summary>
public sealed class AlertTargets(FieldCipher cipher, MessageIdGenerator ids)
{
    public AlertDestination Open(AlertTargetEntity target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return JsonSerializer.Deserialize<AlertDestination>(
            cipher.Decrypt(target.AddressId, CipherField.AlertAddress, target.AddressCipher)
        )!;
    }

    public void Seal(AlertTargetEntity target, AlertDestination destination)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.AddressId = ids.Next();
        target.AddressCipher = cipher.Encrypt(
            target.AddressId,
            CipherField.AlertAddress,
            JsonSerializer.SerializeToUtf8Bytes(destination)
        );
    }
}
