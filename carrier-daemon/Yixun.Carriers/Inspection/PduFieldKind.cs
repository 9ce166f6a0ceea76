namespace Yixun.Carriers.Inspection;

/// <summary>How a field lies in the octets and what it is in JSON.</summary>
internal enum PduFieldKind
{
    /// <summary>Big-endian integer of 1, 2 or 4 octets; a number.</summary>
    Unsigned,

    /// <summary>CMPP's Msg_Id of 8 octets; a number, 16 hex digits, and the parts.</summary>
    MessageId,

    /// <summary>SGIP's sequence number of 12 octets; an array of three numbers, and 24 hex digits.</summary>
    SequenceNumber,

    /// <summary>Text of fixed width, left-aligned, filled with NUL.</summary>
    Text,

    /// <summary>Octets of fixed width; hex digits.</summary>
    Octets,

    /// <summary>SMGP's MsgID of 10 BCD octets; 20 hex digits, and the parts.</summary>
    DecimalId,

    /// <summary>Text that ends with NUL; the size is the most with the NUL.</summary>
    TerminatedText,

    /// <summary>A length field of the size's octets and as many octets; hex digits.</summary>
    Content,

    /// <summary>A count of one octet and as many times the elements; an array.</summary>
    List,

    /// <summary>Tag, length and value until the PDU ends; an array.</summary>
    Tlvs,

    /// <summary>Everything until the PDU ends; hex digits.</summary>
    Rest,
}
