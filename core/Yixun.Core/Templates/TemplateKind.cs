namespace Yixun.Core.Templates;

/// <summary>What a template is for. The numbers are stored.</summary>
public enum TemplateKind : byte
{
    /// <summary>Appointments, reports, queue calls, critical values, follow-ups.</summary>
    Notice = 0,

    /// <summary>Codes.</summary>
    Otp = 1,

    /// <summary>Clinic days and packages.</summary>
    Marketing = 2,
}
