namespace Yixun.Functions.Templates;

/// <param name="Name">Name, 1 to 64 characters.</param>
/// <param name="Text">Text with variables in braces.</param>
/// <param name="Enabled">Usable.</param>
/// <param name="Kind">notice, otp or marketing: tells the lanes that it may be sent in.</param>
/// <param name="Definitions">The variables; those of the text that are left out are required texts of any length.</param>
/// <param name="Revision">As it was read; null: whatever it is.</param>
public sealed record TemplateRequest(
    string Name,
    string Text,
    bool Enabled = true,
    string Kind = "notice",
    IReadOnlyList<TemplateVariableView>? Definitions = null,
    long? Revision = null
);

/// <param name="Name">As in the text, without braces.</param>
/// <param name="Type">text, number, date, time, code, phone, url or name.</param>
/// <param name="MaximumLength">Characters, 1 to 500; null: as the type says.</param>
/// <param name="Required">Without a value the message is refused; else it stays empty.</param>
/// <param name="Example">For previews; of the variable's type.</param>
public sealed record TemplateVariableView(
    string Name,
    string Type = "text",
    int? MaximumLength = null,
    bool Required = true,
    string? Example = null
);

/// <param name="Id">Template id.</param>
/// <param name="Name">Name.</param>
/// <param name="Text">Of the version that messages use, else of the latest.</param>
/// <param name="Variables">Names of its variables.</param>
/// <param name="Enabled">Usable once a version is approved.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="Kind">notice, otp or marketing.</param>
/// <param name="Lanes">Lanes that it may be sent in.</param>
/// <param name="State">disabled, else that of the latest version: draft, reviewing, approved or rejected.</param>
/// <param name="Version">The version that messages use; null: none yet.</param>
/// <param name="Definitions">Its variables.</param>
/// <param name="Revision">To be given back with a change.</param>
/// <param name="Pending">The latest version, where it is not approved.</param>
public sealed record TemplateView(
    string Id,
    string Name,
    string Text,
    IReadOnlyList<string> Variables,
    bool Enabled,
    DateTimeOffset UpdatedAt,
    string Kind,
    IReadOnlyList<string> Lanes,
    string State,
    int? Version,
    IReadOnlyList<TemplateVariableView> Definitions,
    long Revision,
    TemplateVersionView? Pending
);

/// <param name="Version">From 1.</param>
/// <param name="State">draft, reviewing, approved or rejected.</param>
/// <param name="Kind">notice, otp or marketing.</param>
/// <param name="Text">Text with variables in braces.</param>
/// <param name="Definitions">Its variables.</param>
/// <param name="Author">Account of who wrote it.</param>
/// <param name="UpdatedAt">When.</param>
public sealed record TemplateVersionView(
    int Version,
    string State,
    string Kind,
    string Text,
    IReadOnlyList<TemplateVariableView> Definitions,
    string Author,
    DateTimeOffset UpdatedAt
);

/// <param name="At">When.</param>
/// <param name="By">Account.</param>
/// <param name="Version">Of which version.</param>
/// <param name="Action">draft, reviewing, approved, rejected, disabled or enabled.</param>
/// <param name="Note">What was said.</param>
public sealed record TemplateChangeView(
    DateTimeOffset At,
    string By,
    int Version,
    string Action,
    string Note
);

/// <param name="Template">The template.</param>
/// <param name="Versions">Newest first, at most 100.</param>
/// <param name="Changes">Newest first, at most 200.</param>
public sealed record TemplateDetail(
    TemplateView Template,
    IReadOnlyList<TemplateVersionView> Versions,
    IReadOnlyList<TemplateChangeView> Changes
);

/// <param name="Note">What is said about it, up to 500 characters; needed for a rejection.</param>
public sealed record TemplateNote(string? Note = null);

/// <param name="Values">By variable name; those left out are taken from the examples.</param>
/// <param name="Version">Default: the latest.</param>
/// <param name="Lane">Default: the first that the kind may be sent in.</param>
/// <param name="Signature">Default: the console's.</param>
public sealed record TemplatePreviewRequest(
    IReadOnlyDictionary<string, string>? Values = null,
    int? Version = null,
    string? Lane = null,
    string? Signature = null
);

/// <param name="Text">The whole text, with signature and ending.</param>
/// <param name="Characters">Of the whole text.</param>
/// <param name="Segments">Billable segments: the units of the price.</param>
public sealed record TemplatePreview(string Text, int Characters, int Segments);
