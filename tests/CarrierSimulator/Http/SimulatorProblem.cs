namespace Yixun.CarrierSimulator.Http;

/// <summary>A request that can't be served, with what the caller is told.</summary>
internal sealed class SimulatorProblem(int status, string code, string chinese, string english)
    : Exception(english)
{
    public int Status => status;

    public string Code => code;

    public string Chinese => chinese;
}
