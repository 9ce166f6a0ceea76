namespace Yixun.Functions.Alerts.Delivery;

/// <summary>A notice did not reach its target; another try may.</summary>
/// <param name="reason">Chinese or English, for operators; without address and secret.</param>
public sealed class AlertNotDeliveredException(string reason, Exception? inner = null)
    : Exception(reason, inner);
