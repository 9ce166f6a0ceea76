using System.Globalization;
using System.Xml;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>
/// An element known by its local name alone: MMSCs differ in the namespace, and some leave the children without one.
/// </summary>
internal sealed class Mm7Element
{
    /// <summary>Longest document, characters.</summary>
    public const int MaxCharacters = 512 * 1024;

    private const int MaxDepth = 32;
    private const int MaxNodes = 10_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly List<Mm7Element> _children = [];
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private string _text = "";

    private Mm7Element(string name) => Name = name;

    public string Name { get; }

    public IReadOnlyList<Mm7Element> Children => _children;

    /// <summary>Own text, without white space around it.</summary>
    public string Text => _text.Trim();

    /// <summary>Text of the element and all below it.</summary>
    public string WholeText =>
        string.Join(' ', _children.Select(child => child.WholeText).Prepend(Text).Where(text => text != ""));

    public string? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public Mm7Element? Child(string name)
    {
        foreach (var child in _children)
        {
            if (child.Name == name)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Text of a child; null when it is absent or empty.</summary>
    public string? Value(string name) => Child(name)?.Text is { Length: > 0 } text ? text : null;

    /// <exception cref="CarrierProtocolException">The child is absent or empty.</exception>
    public string Required(string name) =>
        Value(name) ?? throw new CarrierProtocolException($"{Name} without {name}.");

    /// <returns>Null when the child is absent or holds no known word.</returns>
    public bool? Flag(string name) =>
        Value(name) switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => null,
        };

    /// <returns>Null when the child is absent or holds no known word.</returns>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        var text = Value(name);
        return
            Enum.TryParse<T>(text, true, out var word)
            && word.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)
            ? word
            : null;
    }

    /// <returns>Null when the child is absent or holds no date and time.</returns>
    public DateTimeOffset? Time(string name) => ReadTime(Value(name));

    /// <summary>A time without offset is taken as China's.</summary>
    public static DateTimeOffset? ReadTime(string? text)
    {
        if (
            !DateTime.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var plain
            )
            || plain.Year < 2
        )
        {
            return null;
        }

        return plain.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(plain, TimeSpan.FromHours(8))
            : DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var exact
            )
                ? exact
            : null;
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="CarrierProtocolException">It is no well-formed XML, has a DTD or is beyond the limits.</exception>
    public static Mm7Element Parse(string document)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(document), Settings);
            return Read(reader);
        }
        catch (XmlException exception)
        {
            throw new CarrierProtocolException("The envelope is no acceptable XML.", exception);
        }
    }

    private static Mm7Element Read(XmlReader reader)
    {
        Mm7Element? root = null;
        var open = new Stack<Mm7Element>();
        var count = 0;
        while (reader.Read())
        {
            // Texts count too: comments split one text into any number.
            if (++count > MaxNodes)
            {
                throw new CarrierProtocolException("The envelope has too many elements.");
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count >= MaxDepth)
                    {
                        throw new CarrierProtocolException("The elements of the envelope lie too deep.");
                    }

                    var element = new Mm7Element(reader.LocalName);
                    var empty = reader.IsEmptyElement;
                    element.ReadAttributes(reader);
                    if (open.TryPeek(out var parent))
                    {
                        parent._children.Add(element);
                    }

                    root ??= element;
                    if (!empty)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text:
                case XmlNodeType.CDATA:
                    open.Peek()._text += reader.Value;
                    break;
                default:
                    break;
            }
        }

        return root ?? throw new CarrierProtocolException("The envelope is empty.");
    }

    private void ReadAttributes(XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            _attributes[reader.LocalName] = reader.Value;
        }
    }
}
