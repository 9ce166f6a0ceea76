using Yixun.Carriers.Mm7.Messages;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>A report, a read reply or a reply on its way to the VASP, kept until it is answered with 1000.</summary>
internal sealed class VaspPost(VaspPostKind kind, Mm7Message message)
{
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public VaspPostKind Kind => kind;

    /// <summary>Has the same TransactionID on every try.</summary>
    public Mm7Message Message => message;

    /// <summary>Times it was posted.</summary>
    public int Tries { get; set; }

    /// <summary>Ends when it was posted once, with whatever result.</summary>
    public Task Tried => _tried.Task;

    public void WasTried() => _tried.TrySetResult();
}
