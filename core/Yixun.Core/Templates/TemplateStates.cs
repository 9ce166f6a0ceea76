namespace Yixun.Core.Templates;

/// <summary>Which state of a template's version may follow which.</summary>
public static class TemplateStates
{
    /// <summary>An edit takes one that is not approved back to draft.</summary>
    public static bool MayFollow(TemplateState from, TemplateState to) =>
        (from, to) switch
        {
            (TemplateState.Draft, TemplateState.Draft or TemplateState.Reviewing) => true,
            (
                TemplateState.Reviewing,
                TemplateState.Draft
                    or TemplateState.Approved
                    or TemplateState.Rejected
            ) => true,
            (TemplateState.Rejected, TemplateState.Draft or TemplateState.Reviewing) => true,
            _ => false,
        };
}
