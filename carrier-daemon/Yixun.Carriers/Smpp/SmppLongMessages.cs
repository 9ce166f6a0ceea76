namespace Yixun.Carriers.Smpp;

/// <summary>How the place of a segment in a long message travels.</summary>
public enum SmppLongMessages : byte
{
    /// <summary>A user data header in short_message, esm_class 0x40.</summary>
    UserDataHeader,

    /// <summary>sar_msg_ref_num, sar_total_segments and sar_segment_seqnum, no header.</summary>
    Sar,

    /// <summary>A user data header, the content in message_payload.</summary>
    Payload,
}
