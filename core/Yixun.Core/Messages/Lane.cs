namespace Yixun.Core.Messages;

/// <summary>Class of urgency, most urgent first. Every hop has a queue per lane; the numbers are stored.</summary>
public enum Lane : byte
{
    /// <summary>Critical values, emergency calls.</summary>
    Critical = 0,

    /// <summary>One-time codes.</summary>
    Otp = 1,

    /// <summary>Queue call, surgery, payment.</summary>
    Care = 2,

    /// <summary>Appointment, report ready.</summary>
    Reminder = 3,

    /// <summary>Follow-up, survey, education.</summary>
    FollowUp = 4,

    /// <summary>Clinic day, packages; needs consent.</summary>
    Promotion = 5,
}
