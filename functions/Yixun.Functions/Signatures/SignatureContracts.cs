namespace Yixun.Functions.Signatures;

/// <param name="Text">Without brackets, 2 to 20 characters.</param>
/// <param name="Purpose">What it is used for, up to 200 characters.</param>
/// <param name="Systems">Keys of the connected systems that use it; empty: all.</param>
/// <param name="LicenseKind">What proves the right to it, up to 64 characters.</param>
/// <param name="Remark">Up to 500 characters.</param>
/// <param name="Revision">As it was read; 0 for a new one.</param>
public sealed record SignatureRequest(
    string Text,
    string? Purpose = null,
    IReadOnlyList<string>? Systems = null,
    string? LicenseKind = null,
    string? Remark = null,
    long Revision = 0
);

/// <param name="Id">Row id.</param>
/// <param name="Text">Without brackets.</param>
/// <param name="Purpose">What it is used for.</param>
/// <param name="Systems">Keys of the connected systems that use it; empty: all.</param>
/// <param name="LicenseKind">What proves the right to it.</param>
/// <param name="Remark">Remark.</param>
/// <param name="CreatedBy">Account.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="Revision">To be given back with a change.</param>
/// <param name="Registrations">How it stands with the carriers.</param>
public sealed record SignatureView(
    string Id,
    string Text,
    string Purpose,
    IReadOnlyList<string> Systems,
    string LicenseKind,
    string Remark,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Revision,
    IReadOnlyList<RegistrationView> Registrations
);

/// <param name="Items">One page, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record SignaturePage(IReadOnlyList<SignatureView> Items, string? Next);
