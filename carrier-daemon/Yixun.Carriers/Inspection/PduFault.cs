namespace Yixun.Carriers.Inspection;

/// <summary>What is wrong with octets or with a JSON object.</summary>
public enum PduFault
{
    /// <summary>The length field is smaller than a header.</summary>
    ImpossibleLength,

    /// <summary>A field or the PDU needs more octets than are there.</summary>
    TooShort,

    /// <summary>A C-octet string has no NUL within its longest form.</summary>
    NotTerminated,

    /// <summary>Octets follow the last field.</summary>
    Surplus,

    /// <summary>No command of the protocol has this id or name.</summary>
    UnknownCommand,

    /// <summary>A field that the command needs is not given.</summary>
    MissingField,

    /// <summary>The command has no such field, or not with these octets.</summary>
    UnknownField,

    /// <summary>A value is not of the JSON type of its field.</summary>
    WrongType,

    /// <summary>A number, or how many elements there are, does not fit the field.</summary>
    OutOfRange,

    /// <summary>A text or content is longer than its field.</summary>
    TooLong,

    /// <summary>Octets in hex do not have the field's length.</summary>
    WrongLength,

    /// <summary>Not an even number of hex digits.</summary>
    NotHex,

    /// <summary>A character can't be written in the field's coding.</summary>
    NotEncodable,

    /// <summary>A value disagrees with what the other fields give.</summary>
    Contradiction,
}
