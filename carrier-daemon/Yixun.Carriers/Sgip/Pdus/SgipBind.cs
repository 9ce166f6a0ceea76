namespace Yixun.Carriers.Sgip.Pdus;

/// <summary>Bind (SGIP 1.2 §4.2.3.1). Name and password travel in clear.</summary>
/// <param name="LoginType">1 SP to SMG, 2 SMG to SP.</param>
/// <param name="Name">At most 16 characters.</param>
/// <param name="Password">At most 16 characters.</param>
internal sealed record SgipBind(byte LoginType, string Name, string Password)
{
    public override string ToString() => $"Bind {LoginType} {Name}";
}
