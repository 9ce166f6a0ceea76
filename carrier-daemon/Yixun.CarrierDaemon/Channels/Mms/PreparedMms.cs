using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Core.Numbers;
using Yixun.Core.Text;

namespace Yixun.CarrierDaemon.Channels.Mms;

/// <summary>
/// An MMS on its way. Its media are read when its turn comes, so that what waits in the buffer holds none of them.
/// </summary>
/// <param name="subject">As the handset shows it.</param>
/// <param name="batchId">Whose media are sent.</param>
internal sealed class PreparedMms(string subject, long batchId, string source) : PreparedContent(source)
{
    private Mm7Composition? _composition;

    public override int Segments => 1;

    /// <summary>Reads the media. What is not there or does not open leaves the message impossible to send.</summary>
    public async Task LoadAsync(MmsContents contents, CancellationToken cancellationToken)
    {
        if (_composition is null && await contents.FindAsync(batchId, cancellationToken) is { } content)
        {
            _composition = new Mm7Composition(subject, content);
        }
    }

    public override SubmitSegment[] Build(OutgoingMessage message, SegmentReferences references) =>
        [
            new SubmitSegment
            {
                MessageId = message.Id,
                Index = 1,
                Total = 1,
                Destination = PhoneNumber.FromValue(message.Phone).Digits,
                Source = Source,
                Coding = TextCoding.Ucs2,
                UserData = ReadOnlyMemory<byte>.Empty,
                Mms =
                    _composition
                    ?? throw new ArgumentException($"The media of batch {batchId} are not there."),
                State = message,
            },
        ];
}
