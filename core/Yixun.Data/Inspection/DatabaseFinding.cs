namespace Yixun.Data.Inspection;

/// <param name="Detail">What was found: a setting with its value, or names of tables.</param>
public sealed record DatabaseFinding(DatabaseFault Fault, string Detail);
