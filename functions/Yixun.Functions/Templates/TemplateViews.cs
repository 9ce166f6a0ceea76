using Yixun.Core.Messages;
using Yixun.Core.Templates;
using Yixun.Data.Model;
using Yixun.Functions.Http;

namespace Yixun.Functions.Templates;

/// <summary>Templates as the API shows them.</summary>
internal static class TemplateViews
{
    /// <param name="latest">The newest version; null for a row from before there were versions.</param>
    public static TemplateView Of(TemplateEntity row, TemplateVersionEntity? latest) =>
        new(
            row.Id,
            row.Name,
            row.Text,
            TemplateText.TryParse(row.Text, out var text, out _) ? text!.Variables : [],
            row.Enabled,
            row.UpdatedAt,
            ApiNames.Of(row.Kind),
            [.. TemplateKinds.LanesOf(row.Kind).Select(Lanes.NameOf)],
            row.Enabled ? ApiNames.Of(latest?.State ?? TemplateState.Approved) : "disabled",
            row.ApprovedVersion == 0 ? null : row.ApprovedVersion,
            Of(row.Variables),
            row.Revision,
            latest is null || latest.State == TemplateState.Approved ? null : Of(latest)
        );

    public static TemplateVersionView Of(TemplateVersionEntity version) =>
        new(
            version.Version,
            ApiNames.Of(version.State),
            ApiNames.Of(version.Kind),
            version.Text,
            Of(version.Variables),
            version.Author,
            version.UpdatedAt
        );

    public static TemplateChangeView Of(TemplateChangeEntity change) =>
        new(change.At, change.By, change.Version, change.Action, change.Note);

    private static TemplateVariableView[] Of(string variables) =>
        [
            .. TemplateVariables
                .Read(variables)
                .Select(variable => new TemplateVariableView(
                    variable.Name,
                    ApiNames.Of(variable.Type),
                    variable.MaximumLength,
                    variable.Required,
                    variable.Example
                )),
        ];
}
