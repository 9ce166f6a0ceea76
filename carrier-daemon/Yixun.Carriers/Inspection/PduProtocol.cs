namespace Yixun.Carriers.Inspection;

/// <summary>The header and the commands of a protocol.</summary>
/// <param name="LengthName">The length in the first four octets; the command's id fills the next four.</param>
/// <param name="Header">What follows these.</param>
/// <param name="Commands">A command with several layouts has the own one first.</param>
internal sealed record PduProtocol(
    string Name,
    string LengthName,
    IReadOnlyList<PduField> Header,
    IReadOnlyList<PduCommand> Commands
)
{
    public const int PrefixSize = 8;

    /// <summary>Octets of the header with length and command.</summary>
    public int HeaderSize { get; } = PrefixSize + Header.Sum(field => field.Size);

    /// <summary>Finds a command; the body's length chooses between layouts.</summary>
    public PduCommand? Find(uint id, int bodyLength)
    {
        var layouts = Commands.Where(command => command.Id == id).ToList();
        return layouts.Find(command => command.FixedSize == bodyLength) ?? layouts.FirstOrDefault();
    }

    public PduCommand? Find(string name, string? layout) =>
        Commands.FirstOrDefault(command => command.Name == name && command.Layout == layout);
}
