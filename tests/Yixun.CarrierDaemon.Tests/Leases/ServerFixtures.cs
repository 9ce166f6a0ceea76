using Xunit;

namespace Yixun.CarrierDaemon.Tests.Leases;

/// <summary>A real PostgreSQL for as long as the tests run.</summary>
public sealed class PostgresServer : RealParts.PostgreSqlServer, IAsyncLifetime;

/// <summary>A real Redis for as long as the tests run.</summary>
public sealed class RedisServer : RealParts.RedisServer, IAsyncLifetime;
