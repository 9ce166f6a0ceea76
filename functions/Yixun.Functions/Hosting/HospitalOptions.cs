namespace Yixun.Functions.Hosting;

/// <summary>The hospital as patients know it: section <c>Yixun:Hospital</c>.</summary>
public sealed class HospitalOptions
{
    public string Name { get; set; } = "";

    /// <summary>Number that patients may call.</summary>
    public string Phone { get; set; } = "";
}
