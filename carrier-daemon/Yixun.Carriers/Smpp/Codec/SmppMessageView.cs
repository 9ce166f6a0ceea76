using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Carriers.Smpp.Codec;

/// <summary>
/// Reads a submit_sm, deliver_sm or data_sm where it lies in the receive buffer; nothing is copied until a property is
/// asked for.
/// </summary>
internal readonly ref struct SmppMessageView
{
    private const int AddressLimit = 21;
    private const int LongAddressLimit = 65;
    private readonly ReadOnlySpan<byte> _source;
    private readonly ReadOnlySpan<byte> _destination;
    private readonly ReadOnlySpan<byte> _short;
    private readonly ReadOnlySpan<byte> _options;
    private readonly ReadOnlySpan<byte> _body;

    /// <param name="isData">The layout of data_sm: longer addresses, no short_message.</param>
    /// <exception cref="CarrierProtocolException">The body is shorter than its fields say.</exception>
    public SmppMessageView(ReadOnlySpan<byte> body, bool isData = false)
    {
        _body = body;
        var limit = isData ? LongAddressLimit : AddressLimit;
        var reader = new SmppReader(body);
        reader.Text(6);
        reader.Octets(2);
        _source = reader.Text(limit);
        reader.Octets(2);
        _destination = reader.Text(limit);
        EsmClass = reader.Octet();
        if (isData)
        {
            RegisteredDelivery = reader.Octet();
            DataCoding = reader.Octet();
        }
        else
        {
            reader.Octets(2);
            reader.Text(17);
            reader.Text(17);
            RegisteredDelivery = reader.Octet();
            reader.Octet();
            DataCoding = reader.Octet();
            reader.Octet();
            _short = reader.Octets(reader.Octet());
        }

        _options = reader.Rest;
    }

    public byte EsmClass { get; }

    public byte RegisteredDelivery { get; }

    public byte DataCoding { get; }

    public string Source => SmppReader.ToText(_source);

    public string Destination => FixedText.ReadShared(_destination);

    public bool HasUserDataHeader => (EsmClass & 0x40) != 0;

    /// <summary>short_message, or message_payload where that is empty.</summary>
    public ReadOnlySpan<byte> Content => _short.IsEmpty ? Option(SmppTag.MessagePayload) : _short;

    /// <summary>Place in a set from the sar_ parameters; null when there are none or impossible ones.</summary>
    public Concatenation? SarPlace
    {
        get
        {
            var reference = Option(SmppTag.SarReference);
            if (
                reference.Length == 2
                && Option(SmppTag.SarTotal) is [var total]
                && Option(SmppTag.SarIndex) is [var index]
                && index >= 1
                && index <= total
            )
            {
                return new Concatenation(BinaryPrimitives.ReadUInt16BigEndian(reference), total, index);
            }

            return null;
        }
    }

    /// <returns>The value, empty when there is no such parameter.</returns>
    public ReadOnlySpan<byte> Option(SmppTag tag)
    {
        var reader = new SmppReader(_options);
        while (reader.TryOption(out var found, out var value))
        {
            if (found == (ushort)tag)
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>Everything, of a submit_sm or deliver_sm.</summary>
    public SmppMessage ToMessage()
    {
        var reader = new SmppReader(_body);
        var options = new List<SmppOption>();
        var message = new SmppMessage
        {
            ServiceType = SmppReader.ToText(reader.Text(6)),
            SourceTon = reader.Octet(),
            SourceNpi = reader.Octet(),
            Source = SmppReader.ToText(reader.Text(AddressLimit)),
            DestinationTon = reader.Octet(),
            DestinationNpi = reader.Octet(),
            Destination = SmppReader.ToText(reader.Text(AddressLimit)),
            EsmClass = reader.Octet(),
            ProtocolId = reader.Octet(),
            Priority = reader.Octet(),
            ScheduleTime = SmppReader.ToText(reader.Text(17)),
            ValidityPeriod = SmppReader.ToText(reader.Text(17)),
            RegisteredDelivery = reader.Octet(),
            ReplaceIfPresent = reader.Octet(),
            DataCoding = reader.Octet(),
            DefaultMessageId = reader.Octet(),
            Content = reader.Octets(reader.Octet()).ToArray(),
            Options = options,
        };
        while (reader.TryOption(out var tag, out var value))
        {
            options.Add(new SmppOption((SmppTag)tag, value.ToArray()));
        }

        return message;
    }
}
