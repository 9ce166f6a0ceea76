using Yixun.Core.Alerts;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>One way to tell a target.</summary>
public interface IAlertSender
{
    AlertTargetKind Kind { get; }

    /// <summary>Chinese: what the site lacks to tell anybody this way; null when it lacks nothing.</summary>
    string? Missing => null;

    /// <summary>Null when the address and secret can be used; else Chinese: what is wrong.</summary>
    string? Check(AlertDestination destination);

    /// <summary>An address as lists show it.</summary>
    string Mask(string address);

    /// <exception cref="AlertNotDeliveredException">It was not taken.</exception>
    Task SendAsync(AlertDestination destination, AlertNotice notice, CancellationToken cancellationToken);
}
