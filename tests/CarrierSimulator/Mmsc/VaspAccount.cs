using System.Threading.Channels;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>A VASP and what waits to be posted to it. Thread-safe.</summary>
internal sealed class VaspAccount
{
    /// <summary>Posts that wait; more are dropped.</summary>
    public const int MaxWaiting = 100_000;

    private readonly Channel<VaspPost> _waiting = Channel.CreateBounded<VaspPost>(MaxWaiting);
    private readonly Gate _known = new();
    private Uri? _reportUrl;

    public VaspAccount(AccountOptions options)
    {
        Options = options;
        ReportUrl = options.ReportUrl;
    }

    public AccountOptions Options { get; }

    public int Waiting => _waiting.Reader.Count;

    public ChannelReader<VaspPost> Posts => _waiting.Reader;

    /// <summary>Null until it is known.</summary>
    public Uri? ReportUrl
    {
        get => Volatile.Read(ref _reportUrl);
        set
        {
            Volatile.Write(ref _reportUrl, value);
            _known.Set(value is not null);
        }
    }

    /// <returns>False when too many wait.</returns>
    public bool TryQueue(VaspPost post) => _waiting.Writer.TryWrite(post);

    /// <summary>Waits until there is an address.</summary>
    public async Task<Uri> ReportUrlAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _known.WaitAsync(cancellationToken);
            if (ReportUrl is { } address)
            {
                return address;
            }
        }
    }
}
