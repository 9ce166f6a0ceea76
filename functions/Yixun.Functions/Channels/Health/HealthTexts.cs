using System.Globalization;
using Yixun.Core.Channels.Health;

namespace Yixun.Functions.Channels.Health;

/// <summary>Decisions about channels in plain Chinese, with their figures, and the kinds of their events.</summary>
internal static class HealthTexts
{
    /// <summary>Kind of the event.</summary>
    public static string KindOf(HealthDecision decision) =>
        decision.Cause switch
        {
            HealthCause.Disconnected or HealthCause.SevereErrors => "down",
            HealthCause.Back => "up",
            HealthCause.ReceiptLoss => "receipt_loss",
            HealthCause.ReceiptsBack => "receipt_back",
            _ => "share",
        };

    public static string Of(HealthDecision decision, HealthThresholds thresholds)
    {
        var seen = decision.Observation;
        var shift = $"流量由 {decision.From} 降到 {decision.To}";
        var text = decision.Cause switch
        {
            HealthCause.Disconnected => $"所有连接断开已超过 {Span(thresholds.DownAfter)}，停止分配流量"
                + (seen.Error is null ? "" : $"；配置有误：{seen.Error}"),
            HealthCause.SevereErrors => $"{Errors(seen, thresholds)}，停止分配流量",
            HealthCause.Errors => $"{Errors(seen, thresholds)}，{shift}",
            HealthCause.SlowReports =>
                $"最近 {Span(thresholds.SlowWindow)}提交成功的 {seen.Awaited} 条中有 {seen.Awaited - seen.InTime} 条（{Percent(seen.SlowPart)}）"
                    + $"超过 {Span(thresholds.SlowReport)}未收到状态报告，{shift}",
            HealthCause.Back => $"已连续正常 {Span(thresholds.UpAfter)}，从 {decision.To} 开始逐步恢复流量",
            HealthCause.Recovering => $"已恢复正常，流量由 {decision.From} 升到 {decision.To}",
            HealthCause.ShiftOff => "自动调整已关闭，恢复全部流量",
            HealthCause.ReceiptLoss =>
                $"最近 {Span(thresholds.LossWindow)}提交成功 {seen.LossAccepted} 条，没有收到任何状态报告",
            HealthCause.ReceiptsBack =>
                $"状态报告已恢复，最近 {Span(thresholds.LossWindow)}收到 {seen.LossReports} 条",
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        };
        return
            thresholds.AutomaticShift
            || decision.From == decision.To
            || decision.Cause == HealthCause.ShiftOff
            ? text
            : text + "（自动调整已关闭，仅提示）";
    }

    private static string Errors(ChannelObservation seen, HealthThresholds thresholds) =>
        $"最近 {Span(thresholds.ErrorWindow)}的 {seen.Answers} 条中有 {seen.Errors} 条（{Percent(seen.ErrorPart)}）被网关拒绝或没有应答";

    private static string Percent(double part) =>
        string.Create(CultureInfo.InvariantCulture, $"{part * 100:0}%");

    private static string Span(TimeSpan span) =>
        span.TotalSeconds % 60 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} 分钟")
            : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} 秒");
}
