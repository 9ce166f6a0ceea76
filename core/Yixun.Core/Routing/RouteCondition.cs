namespace Yixun.Core.Routing;

/// <summary>What a rule asks of a message.</summary>
public enum RouteCondition : byte
{
    Carrier,
    Lane,
    System,
    Province,
    Signature,
    Ported,
    Link,
}
