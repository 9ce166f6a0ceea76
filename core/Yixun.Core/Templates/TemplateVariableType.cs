namespace Yixun.Core.Templates;

/// <summary>What a variable's values look like.</summary>
public enum TemplateVariableType : byte
{
    Text = 0,

    /// <summary>12, -3, 36.5</summary>
    Number = 1,

    /// <summary>2026-07-03, 2026/7/3, 2026年7月3日, 7月3日</summary>
    Date = 2,

    /// <summary>09:00, 09:00:00, 09:00-10:00, or one of them after a date</summary>
    Time = 3,

    /// <summary>4 to 12 digits or letters</summary>
    Code = 4,

    /// <summary>A mobile number, or digits with dashes</summary>
    Phone = 5,

    /// <summary>http or https</summary>
    Url = 6,

    /// <summary>Letters, dots and asterisks</summary>
    Name = 7,
}
