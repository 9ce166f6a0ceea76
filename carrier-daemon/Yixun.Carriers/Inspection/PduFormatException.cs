using System.Globalization;

namespace Yixun.Carriers.Inspection;

/// <summary>Octets are not a PDU of the protocol, or a JSON object does not describe one.</summary>
public sealed class PduFormatException : Exception
{
    /// <summary>Describes a fault.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="field">The field by its spec name, with its place in lists; a command where no field is meant.</param>
    /// <param name="expected">Octets, a range, a type or a value, as the fault asks for.</param>
    /// <param name="found">What is there instead.</param>
    /// <param name="offset">Octets before the fault, from the start of the input; null when JSON was read.</param>
    public PduFormatException(
        PduFault fault,
        string field,
        string expected = "",
        string found = "",
        int? offset = null
    )
        : base(Describe(fault, field, expected, found, offset))
    {
        Fault = fault;
        Field = field;
        Expected = expected;
        Found = found;
        Offset = offset;
    }

    public PduFormatException() { }

    public PduFormatException(string message)
        : base(message) { }

    public PduFormatException(string message, Exception innerException)
        : base(message, innerException) { }

    public PduFault Fault { get; }

    public string Field { get; } = "";

    public string Expected { get; } = "";

    public string Found { get; } = "";

    public int? Offset { get; }

    private static string Describe(PduFault fault, string field, string expected, string found, int? offset)
    {
        var what = fault switch
        {
            PduFault.ImpossibleLength => $"{field} is {found}, expected at least {expected}",
            PduFault.TooShort => $"{field} needs {expected} octets, {found} are there",
            PduFault.NotTerminated => $"{field} expected to end with 00 within {expected} octets",
            PduFault.Surplus => $"{found} octets follow the last field of {field}, expected none",
            PduFault.UnknownCommand => $"{found} is no command, expected one of {expected}",
            PduFault.MissingField => $"{field} is missing",
            PduFault.UnknownField => $"{expected} has no field {field} here",
            PduFault.WrongType => $"{field} expected to be {expected}",
            PduFault.OutOfRange => $"{field} is {found}, expected {expected}",
            PduFault.TooLong => $"{field} has {found} octets, expected at most {expected}",
            PduFault.WrongLength => $"{field} has {found} octets, expected {expected}",
            PduFault.NotHex => $"{field} expected to be an even number of hex digits",
            PduFault.NotEncodable => $"{field} has a character that its coding lacks: {found}",
            PduFault.Contradiction => $"{field} is {found}, but the other fields give {expected}",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
        return offset is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"Offset {at} (0x{at:x}): {what}.")
            : what + ".";
    }
}
