namespace Yixun.Core.Signatures;

/// <summary>How far the registration of a signature with a carrier is. The numbers are stored.</summary>
public enum RegistrationState : byte
{
    /// <summary>Papers are being collected.</summary>
    Draft = 0,

    /// <summary>Handed to the carrier, which takes 7 to 10 working days.</summary>
    Submitted = 1,

    /// <summary>The carrier sends it.</summary>
    Registered = 2,

    /// <summary>The carrier refused it.</summary>
    Rejected = 3,

    /// <summary>Its time is over.</summary>
    Expired = 4,

    /// <summary>The hospital gave it up.</summary>
    Withdrawn = 5,
}
