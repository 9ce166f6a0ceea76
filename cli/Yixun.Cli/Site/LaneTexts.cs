using Yixun.Core.Messages;

namespace Yixun.Cli.Site;

/// <summary>Lanes and states as people call them.</summary>
internal static class LaneTexts
{
    public static string Of(Lane lane) =>
        lane switch
        {
            Lane.Critical => "危急值",
            Lane.Otp => "验证码",
            Lane.Care => "诊疗",
            Lane.Reminder => "提醒",
            Lane.FollowUp => "随访",
            _ => "宣传",
        };

    public static string Of(MessageState state) =>
        state switch
        {
            MessageState.Accepted => "待分派",
            MessageState.Scheduled => "定时",
            MessageState.Held => "待时段",
            MessageState.Queued => "排队",
            MessageState.Submitting => "提交中",
            MessageState.Submitted => "待报告",
            _ => state.ToString(),
        };
}
