using MimeKit;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>Stops at a number of parts that no user's message has, before they take memory.</summary>
internal sealed class Mm7MimeParser(Stream stream) : MimeParser(Limits, stream, MimeFormat.Entity, true)
{
    private const int MaxEntities = 100;

    private static readonly ParserOptions Limits = CreateLimits();
    private int _entities;

    protected override void OnMimeEntityBegin(MimeEntityBeginEventArgs args)
    {
        if (++_entities > MaxEntities)
        {
            throw new CarrierProtocolException($"The body has more than {MaxEntities} parts.");
        }

        base.OnMimeEntityBegin(args);
    }

    private static ParserOptions CreateLimits()
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = 8;
        return options;
    }
}
