using Yixun.LoadTest.Benchmarks;

return await BenchmarkCommand.RunAsync(BenchmarkRegistry.All, args);
