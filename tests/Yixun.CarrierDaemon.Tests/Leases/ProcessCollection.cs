using Xunit;

namespace Yixun.CarrierDaemon.Tests.Leases;

/// <summary>Tests that measure processes by the clock run alone.</summary>
[CollectionDefinition(nameof(ProcessCollection), DisableParallelization = true)]
public sealed class ProcessCollection;
