using Yixun.Core.Messages;

namespace Yixun.Core.Templates;

/// <summary>Which lanes a template may be sent in.</summary>
public static class TemplateKinds
{
    public static IReadOnlyList<Lane> LanesOf(TemplateKind kind) =>
        kind switch
        {
            TemplateKind.Otp => [Lane.Otp],
            TemplateKind.Marketing => [Lane.Promotion],
            _ => [Lane.Critical, Lane.Care, Lane.Reminder, Lane.FollowUp],
        };
}
