using Yixun.Coordination.InProcess;
using Yixun.Coordination.Tests.Conformance;

namespace Yixun.Coordination.Tests.InProcess;

public sealed class InProcessRequestGateTests : RequestGateConformance, IDisposable
{
    private readonly InProcessRequestGate _gate = new(TimeProvider.System);

    protected override (IRequestGate One, IRequestGate Other) Gates => (_gate, _gate);

    public void Dispose() => _gate.Dispose();
}

public sealed class InProcessSignalsTests : SiteSignalsConformance
{
    private readonly InProcessSignals _signals = new();

    protected override (ISiteSignals One, ISiteSignals Other) Signals => (_signals, _signals);
}
